/** Whether a value fits a param: its type, its range, its choices. Nothing is converted: files say what they mean. */
import type { Param, ParamType, ParamValue } from './model.ts';
import { found } from './shape/found.ts';

const TYPES: Readonly<Record<ParamType, string>> = {
  int: 'a whole number',
  float: 'a number',
  str: 'a text',
  bool: 'true or false',
};

/** `is the text "x", not a whole number`, to be put behind the name of the value; null: it fits. */
export function valueProblem(param: Param, value: ParamValue): string | null {
  if (!hasType(param.type, value)) return `is ${found(value)}, not ${TYPES[param.type]}`;
  if (typeof value === 'number') {
    if (param.min !== undefined && value < param.min) return `is ${value}, below its min of ${param.min}`;
    if (param.max !== undefined && value > param.max) return `is ${value}, above its max of ${param.max}`;
  }
  if (param.choices === undefined || param.choices.includes(value)) return null;
  const choices = param.choices.map((choice) => JSON.stringify(choice)).join(', ');
  return `is ${JSON.stringify(value)}, which is not one of ${choices}`;
}

function hasType(type: ParamType, value: ParamValue): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'float':
      return Number.isFinite(value);
    case 'str':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
  }
}
