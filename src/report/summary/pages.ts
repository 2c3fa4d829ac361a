/** What steps wrote to `$AUTOML_SUMMARY`. */
import type { RunRecord } from '../../records/schema.ts';
import type { PageLinks } from '../markdown/inline.ts';
import { markdownPage } from '../markdown/page.ts';
import { details } from '../markdown/text.ts';
import { childLabel } from '../ranking.ts';
import { hasFailed } from '../states.ts';
import { plural } from '../units.ts';
import type { Section } from './sections.ts';

const short = 4_000;
/** A few pages of a few lines are the result that people came for; more would push the rest away. */
const openLength = 1_200;
const openPages = 2;
/** Beyond these nobody reads on; the record has them. A comment has room for few. */
const most = {
  summary: { pages: 40, length: 100_000 },
  comment: { pages: 10, length: 10_000 },
};

/** In a comment they are folded, and what they link to is told and not loaded: many read it, and nobody asked for it. */
export function pageSections(record: RunRecord, place: 'summary' | 'comment' = 'summary'): readonly Section[] {
  const pages = [...pagesOf(record)].sort((a, b) => ranks[b.author] - ranks[a.author]);
  const brief = place === 'summary' && pages.length <= openPages;
  const links = place === 'summary' ? 'kept' : 'told';
  const shown = pages
    .slice(0, most[place].pages)
    .map((each) => page(each, { brief, links, longest: most[place].length }));
  const more = pages.length - shown.length;
  return more === 0 ? shown : [...shown, { full: () => `${plural(more, 'more page')} not shown.`, shorter: [] }];
}

function pagesOf(record: RunRecord): readonly Page[] {
  return record.steps.flatMap((step) => {
    const name = `${step.stage}/${step.name}`;
    const own: Page = {
      name,
      summary: step.summary ?? '',
      author: hasFailed(step.state) ? 'failed step' : 'succeeded step',
    };
    const children = (step.children ?? []).map((child): Page => ({
      name: `${name} (${childLabel(child)})`,
      summary: child.summary ?? '',
      author: child.iteration === step.best ? 'best child' : 'child',
    }));
    return [own, ...children].filter(({ summary }) => summary.trim() !== '');
  });
}

type Author = 'child' | 'succeeded step' | 'best child' | 'failed step';

interface Page {
  readonly name: string;
  readonly summary: string;
  readonly author: Author;
}

interface PageStyle {
  /** Few and short ones are open. */
  readonly brief: boolean;
  readonly links: PageLinks;
  readonly longest: number;
}

const ranks: Readonly<Record<Author, number>> = { child: 5, 'succeeded step': 10, 'best child': 12, 'failed step': 50 };

function page({ name, summary, author }: Page, { brief, links, longest }: PageStyle): Section {
  const render = (limit: number): string => {
    const { markdown, cut } = markdownPage(summary, limit, links);
    const note = cut ? '\n\nThe page goes on; this is its beginning.' : '';
    return details(`Page of ${name}`, `${markdown}${note}`, brief && markdown.length <= openLength ? 'open' : 'closed');
  };
  const missing = author === 'failed step' ? 'pages of failed steps' : 'pages of steps that did not fail';
  return {
    full: () => render(longest),
    shorter: [
      { rank: ranks[author], render: () => render(short), missing },
      { rank: ranks[author] + 1, render: () => '', missing },
    ],
  };
}
