/** Which other steps a step names: by `inputs`, or in an expression. */
import { parseExpression } from '../workflow/expression/parse.ts';
import { references } from '../workflow/expression/references.ts';
import { templateParts } from '../workflow/expression/template.ts';
import type { Code, Step } from '../workflow/model.ts';

export function stepReferences(step: Step): readonly string[] {
  const names = Object.values(step.inputs).map((input) => input.step);
  for (const text of expressionsOf(step)) {
    for (const { path } of references(parseExpression(text))) {
      if (path[0] === 'steps' && path[1] !== undefined) names.push(path[1]);
    }
  }
  return names;
}

function expressionsOf(step: Step): string[] {
  const templates = [...codeTemplates(step.code), ...Object.values(step.env)];
  const inTemplates = templates.flatMap((template) =>
    // Nearly no text holds an expression: spare the parser.
    template.includes('${{')
      ? templateParts(template).flatMap((part) => (part.kind === 'expression' ? [part.text] : []))
      : [],
  );
  return [step.when, step.forEach].filter((text) => text !== undefined).concat(inTemplates);
}

/** The texts of a step's code that may hold expressions. */
export function codeTemplates(code: Code): readonly string[] {
  switch (code.kind) {
    case 'python':
    case 'image':
      return code.args;
    case 'command':
      return code.argv;
    case 'shell':
      return [code.script];
    case 'notebook':
      return [];
  }
}
