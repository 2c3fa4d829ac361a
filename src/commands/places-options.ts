/** Options of the verbs that look for runs: on this machine, in the cluster, or both. */
import { Option, type Command } from 'commander';
import { connectionOptions, targetHelp, type ConnectionOptions } from './options.ts';

export interface PlacesOptions extends ConnectionOptions {
  readonly backend: 'auto' | 'local' | 'kubernetes';
}

export interface RunPlaceOptions extends PlacesOptions {
  readonly target: string;
}

export function placesOptions(command: Command): Command {
  return connectionOptions(command).addOption(
    new Option('--backend <name>', 'where to look; auto: this machine, and the cluster if one is configured')
      .choices(['auto', 'local', 'kubernetes'])
      .default('auto'),
  );
}

export function runPlaceOptions(command: Command): Command {
  return placesOptions(command.option('-C, --target <path>', `${targetHelp}: whose runs of this machine`, '.'));
}

export const runHelp = 'run id, its beginning, or "latest"';
export const serviceHelp = 'step of the service, workflow/step, or the name of its objects';
