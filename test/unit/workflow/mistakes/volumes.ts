/** What is mounted where. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

const volume = (text: string): string => step('run: a.py', `volumes: [${text}]`);

export const volumes: readonly Case[] = [
  [
    'a path alone',
    volume('/data'),
    [
      '7:17 error WRONG_TYPE item 1 of "volumes" must be a map with mount and one of claim, config_map, secret and empty_dir, not the text "/data"',
    ],
  ],
  [
    'no place',
    volume('{claim: a}'),
    ['7:17 error MISSING_KEY "mount" is missing in "volumes": an absolute path in the container'],
  ],
  [
    'nothing to mount',
    volume('{mount: /x}'),
    ['7:17 error MISSING_KEY a volume has exactly one of "claim", "config_map", "secret", "empty_dir"'],
  ],
  [
    'two things to mount',
    volume('{mount: /x, claim: a, empty_dir: {}}'),
    ['7:17 error CONFLICT a volume has exactly one of "claim", "config_map", "secret", "empty_dir"'],
  ],
  [
    'a thing that is not known',
    volume('{mount: /x, pvc: a}'),
    ['7:29 error UNKNOWN_KEY the key "pvc" is not known in item 1 of "volumes"'],
  ],
  [
    'a place that is not absolute',
    volume('{mount: x, claim: a}'),
    ['7:25 error BAD_VALUE "mount" must be an absolute path in the container, not the text "x"'],
  ],
  [
    'a place with a colon',
    volume('{mount: "/x:y", claim: a}'),
    ['7:25 error BAD_VALUE "mount" must be an absolute path in the container, not the text "/x:y"'],
  ],
  [
    'a place that is everything',
    volume('{mount: /x/.., claim: a}'),
    ['7:25 error BAD_VALUE a volume can not be mounted over the whole container; name a folder'],
  ],
  [
    'a place among the files of the run',
    volume('{mount: /automl/work/, claim: a}'),
    ['7:25 error BAD_VALUE "/automl" is where the run has its own files'],
  ],
  [
    'a detour to the files of the run',
    volume('{mount: /x/../automl, claim: a}'),
    ['7:25 error BAD_VALUE "/automl" is where the run has its own files'],
  ],
  [
    'one place for two volumes',
    volume('{mount: /x, claim: a}, {mount: /x/, claim: b}'),
    ['7:48 error CONFLICT two volumes are mounted at "/x"'],
  ],
  [
    'a path that leaves the volume',
    volume('{mount: /x, claim: a, sub_path: y/../../z}'),
    ['7:49 error BAD_VALUE "sub_path" must be a path below the root of the volume, not the text "y/../../z"'],
  ],
  [
    'an absolute path in the volume',
    volume('{mount: /x, claim: a, sub_path: /y}'),
    ['7:49 error BAD_VALUE "sub_path" must be a path below the root of the volume, not the text "/y"'],
  ],
  [
    'a medium that is none',
    volume('{mount: /x, empty_dir: {medium: ram}}'),
    ['7:49 error BAD_VALUE "medium" must be memory or disk, not the text "ram"'],
  ],
  [
    'shared memory twice',
    step('run: a.py', 'shm_size: 1Gi', 'volumes: [{mount: /dev/shm, empty_dir: {medium: memory}}]'),
    ['8:25 error CONFLICT "shm_size" mounts /dev/shm; keep one'],
  ],
  [
    'shared memory of the defaults, and a volume in its place',
    top(
      'defaults: {shm_size: 1Gi}',
      'finally:',
      '  - {name: f, run: a.py, volumes: [{mount: /dev/shm, empty_dir: {}}]}',
    ),
    ['4:44 error CONFLICT "shm_size" mounts /dev/shm; keep one'],
  ],
];
