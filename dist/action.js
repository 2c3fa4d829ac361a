#!/usr/bin/env node
(await import('node:module')).enableCompileCache?.();
await (await import('./index.js')).action(new URL('..', import.meta.url));
