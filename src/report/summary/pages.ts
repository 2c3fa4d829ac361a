/** What steps wrote to `$AUTOML_SUMMARY`. */
import type { RunRecord } from '../../records/schema.ts';
import { markdownPage } from '../markdown/page.ts';
import { details } from '../markdown/text.ts';
import { childLabel } from '../ranking.ts';
import { hasFailed } from '../states.ts';
import { plural } from '../units.ts';
import type { Section } from './sections.ts';

const longest = 100_000;
const short = 4_000;
/** A few pages of a few lines are the result that people came for; more would push the rest away. */
const openLength = 1_200;
const openPages = 2;
/** Beyond these nobody reads on; the record has them. */
const mostPages = 40;

export function pageSections(record: RunRecord): readonly Section[] {
  const pages = [...pagesOf(record)].sort((a, b) => ranks[b.author] - ranks[a.author]);
  const brief = pages.length <= openPages;
  const shown = pages.slice(0, mostPages).map((each) => page(each, brief));
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

const ranks: Readonly<Record<Author, number>> = { child: 5, 'succeeded step': 10, 'best child': 12, 'failed step': 50 };

function page({ name, summary, author }: Page, brief: boolean): Section {
  const render = (limit: number): string => {
    const { markdown, cut } = markdownPage(summary, limit);
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
