#!/usr/bin/env node
import { action } from './index.js';
await action(new URL('..', import.meta.url));
