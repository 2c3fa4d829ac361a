/** Reads the log of a pod as a run does, to a file and to a reader that is slow; prints what it took as JSON. */
import { StepLog } from '../../../src/backends/kubernetes/step-log.ts';
import { running } from '../../unit/backends/kubernetes/pods.ts';
import { apiOf } from '../../unit/backends/kubernetes/client/server.ts';

const [url = '', path = ''] = process.argv.slice(2);
const mebibytes = (): number => process.memoryUsage.rss() / 2 ** 20;

let lines = 0;
let longest = 0;
let marks = 0;
const log = new StepLog({
  api: apiOf(url),
  pod: 'pod-1',
  own: new Set(['step']),
  path,
  onMessage: null,
  onLine: (line) => {
    lines += 1;
    longest = Math.max(longest, line.length);
    if (/^\[truncated: |\[cut: [^\]]*\]$/.test(line.slice(-100))) marks += 1;
    return lines % 1000 === 0 ? new Promise((resolve) => setTimeout(resolve, 1)) : undefined;
  },
});
const before = mebibytes();
let most = before;
const timer = setInterval(() => (most = Math.max(most, mebibytes())), 20);
log.see(running());
log.finish();
const trouble = await log.ended;
clearInterval(timer);
console.log(JSON.stringify({ lines, longest, marks, trouble, growth: most - before, before }));
process.exit();
