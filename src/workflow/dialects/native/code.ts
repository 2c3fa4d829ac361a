/** `run` and `command`: what a step executes. */
import { z } from 'zod';
import { list, plain, template } from './text.ts';

export const codeShape = {
  run: plain('the path of a .py or .ipynb file').meta({
    description: 'Python file (.py) or notebook (.ipynb) to run, relative to this file. Either this or `command`.',
  }),
  command: z
    .union([list(template, 'a list of words').min(1, { error: 'a list with the program first' }), z.string()], {
      error: 'a list of words, or one text for sh -c',
    })
    .meta({
      description: 'Command in place of `run`: a list is executed as it is, a text by `sh -c`. `${{ }}` is rendered.',
    }),
  args: list(template, 'a list of words').meta({ description: 'Arguments of the `run` file. `${{ }}` is rendered.' }),
};
