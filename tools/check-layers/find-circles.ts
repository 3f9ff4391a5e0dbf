/**
 * Files that import each other in a loop, types included: none of them can be read, or moved, without the others.
 *
 * @param imports what each file imports, of the files that are keys
 * @returns each loop's files in order of their names
 */
export function findCircles(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  // Tarjan's strongly connected components: a component of more than one file is a loop.
  const visit = (file: string): number => {
    let low = order.size;
    const own = low;
    order.set(file, own);
    open.push(file);
    for (const imported of imports.get(file) ?? []) {
      if (!order.has(imported)) low = Math.min(low, visit(imported));
      else if (open.includes(imported)) low = Math.min(low, order.get(imported) ?? own);
    }
    if (low === own) {
      const component = open.splice(open.indexOf(file));
      if (component.length > 1) circles.push(component.sort());
    }
    return low;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles;
}
