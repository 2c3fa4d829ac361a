/** What is granted as text for `kubectl apply`: the reason of each rule stands above it. */
import { Document, isMap, isSeq, visit, type YAMLMap } from 'yaml';
import type { GrantObject } from './grant.ts';

export function manifestYaml(objects: readonly GrantObject[]): string {
  return objects.map(documentOf).join('---\n');
}

export function manifestJson(objects: readonly GrantObject[]): string {
  const items = objects.map(({ object }) => object);
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`;
}

function documentOf(granted: GrantObject): string {
  const document = new Document(granted.object, { aliasDuplicateObjects: false });
  if ('why' in granted) {
    const rules = document.get('rules');
    if (isSeq<YAMLMap>(rules)) {
      for (const [place, rule] of rules.items.entries()) {
        rule.commentBefore = ` ${granted.why[place] ?? ''}`;
        visit(rule, (_key, node) => {
          if (isSeq(node) || isMap(node)) node.flow = true;
        });
      }
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
