/** Files and folders that are named. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

export const paths: readonly Case[] = [
  [
    'of a script',
    step('run: steps/a.py'),
    ['6:12 error FILE_NOT_FOUND the file "steps/a.py" does not exist; did you mean "a.py"?'],
  ],
  [
    'of requirements',
    step('run: a.py', 'requirements: req.txt'),
    ['7:21 error FILE_NOT_FOUND the file "req.txt" does not exist; did you mean "a.py"?'],
  ],
  [
    'of requirements under defaults, once',
    top('defaults: {requirements: req.txt}'),
    ['2:26 error FILE_NOT_FOUND the file "req.txt" does not exist; did you mean "a.py"?'],
  ],
  [
    'of a CA bundle',
    top('python: {ca: ca.pem}'),
    ['2:14 error FILE_NOT_FOUND the file "ca.pem" does not exist; did you mean "a.py"?'],
  ],
  [
    'of a folder to work in',
    step('run: a.py', 'working_directory: lib'),
    ['7:26 error FILE_NOT_FOUND the folder "lib" does not exist; did you mean "a.py"?'],
  ],
  ['that is a folder', step('run: a.py', 'requirements: src'), ['7:21 error NOT_A_FILE "src" is a folder, not a file']],
  [
    'that is a file',
    step('run: a.py', 'working_directory: b.py'),
    ['7:26 error NOT_A_FOLDER "b.py" is a file, not a folder'],
  ],
  [
    'that leaves the project',
    step('run: ../a.py'),
    ['6:12 error PATH_OUTSIDE "../a.py" leaves the folder of the workflow file; a run sees only what is in it'],
  ],
  [
    'of an output that leaves the project',
    step('run: a.py', 'working_directory: src', 'outputs: {o: ../../x}'),
    ['8:20 error PATH_OUTSIDE "../../x" leaves the folder of the workflow file; a run sees only what is in it'],
  ],
  [
    'of an absolute output',
    step('run: a.py', 'outputs: {o: {path: /tmp/x}}'),
    ['7:27 error PATH_OUTSIDE "/tmp/x" leaves the folder of the workflow file; a run sees only what is in it'],
  ],
];
