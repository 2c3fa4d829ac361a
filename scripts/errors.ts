/** Writes docs/errors.md from the table of codes. `--check`: fails when it is out of date. */
import { codes } from '../src/workflow/codes.ts';
import { writeGenerated } from './generated.ts';

const rows = Object.entries(codes)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([code, { problem, fix }]) => `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${problem} | ${fix} |`);

const page = `# What is wrong with a workflow file

<!-- Written by scripts/errors.ts from src/workflow/codes.ts. -->

\`automl validate\` names every problem of a file at once, each with its place and one of these codes. A code keeps its
meaning from version to version. Some are errors here and warnings in the older formats, whose files in the wild have
keys that nobody reads.

| code | what is wrong | what to do |
| --- | --- | --- |
${rows.join('\n')}
`;

writeGenerated({ 'docs/errors.md': page }, 'scripts/errors.ts');
