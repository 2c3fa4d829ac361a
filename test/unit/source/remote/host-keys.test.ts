import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { hostKeys } from '../../../../src/source/remote/host-keys.ts';

/** As the hosts publish them, apart from the keys. */
const published = [
  'github.com ssh-ed25519 +DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
  'github.com ecdsa-sha2-nistp256 p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM',
  'github.com ssh-rsa uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s',
  'gitlab.com ssh-ed25519 eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8',
  'gitlab.com ecdsa-sha2-nistp256 HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw',
  'gitlab.com ssh-rsa ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ',
  'bitbucket.org ssh-ed25519 ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM',
  'bitbucket.org ecdsa-sha2-nistp256 FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0',
  'bitbucket.org ssh-rsa 46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E',
  'ssh.dev.azure.com ssh-rsa ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og',
];

test('the keys of the large hosts have the fingerprints that these publish', () => {
  const lines = hostKeys.trimEnd().split('\n');
  const fingerprints = lines.map((line) => {
    const [host = '', kind = '', key = ''] = line.split(' ');
    const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
    return `${host} ${kind} ${hash.replace(/=+$/, '')}`;
  });
  expect(fingerprints).toEqual(published);
});
