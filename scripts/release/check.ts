/** Whether a commit may become a version: tag, package, changelog and documentation say the same. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Release {
  readonly version: string;
  /** The tag that always names the newest release of its major version: what workflows use. */
  readonly moving: string;
  /** Markdown. */
  readonly notes: string;
}

/** What people include or are given, besides what they read. */
const copied = ['src/commands/init.ts', 'gitlab/automl.gitlab-ci.yml', 'gitlab/templates/automl/template.yml'];

/** @param tag of git, like `v1.2.3` @throws Error with all that is wrong */
export function releaseOf(root: string, tag: string): Release {
  const [, version = '', major = ''] = /^v((0|[1-9]\d*)\.\d+\.\d+)$/.exec(tag) ?? [];
  if (version === '') throw new Error(`${tag} is no tag of a version, like v1.2.3`);
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const moving = `v${major}`;
  const notes = sectionOf(read('CHANGELOG.md'), version);
  const pages = ['README.md', ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`)];
  const texts = [...pages.filter((page) => page.endsWith('.md')), ...copied];
  const problems = [
    ...['package.json', 'package-lock.json'].flatMap((file) => wrongVersion(file, read(file), version)),
    ...(notes === '' ? [`CHANGELOG.md has nothing under "## ${version}"`] : []),
    ...(sectionOf(read('CHANGELOG.md'), 'Unreleased') === ''
      ? []
      : [`CHANGELOG.md has lines under "## Unreleased": they are part of ${version}`]),
    ...texts.flatMap((file) => wrongNames(file, read(file), { version, moving })),
  ];
  if (problems.length > 0)
    throw new Error(`${tag} can't be released:\n${problems.map((each) => `- ${each}`).join('\n')}`);
  return { version, moving, notes };
}

/** Text below the heading; '' where there is none. */
function sectionOf(changelog: string, heading: string): string {
  const section = changelog.split(/^## /m).find((text) => text.split('\n', 1)[0]?.trim() === heading);
  return section?.slice(heading.length).trim() ?? '';
}

function wrongVersion(file: string, text: string, version: string): string[] {
  const found = (JSON.parse(text) as { readonly version?: unknown }).version;
  return found === version ? [] : [`${file} says version ${String(found)}`];
}

/** What people copy must be there once it is released. */
function wrongNames(file: string, text: string, { version, moving }: Omit<Release, 'notes'>): string[] {
  const tags = text.matchAll(/\bautoml-action(?:@|\/)(v\d+)\b(?!\.)/g);
  const images = text.matchAll(/\bautoml-action\/runner:(\d+\.\d+\.\d+)/g);
  const wrong = [
    ...[...tags].flatMap(([, tag]) => (tag === moving ? [] : [`${file} names the tag ${tag ?? ''}, not ${moving}`])),
    ...[...images].flatMap(([, image]) =>
      image === version ? [] : [`${file} names the runner image ${image ?? ''}, not ${version}`],
    ),
  ];
  return [...new Set(wrong)];
}
