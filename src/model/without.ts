/**
 * The items that the others do not have, by key and as often as they have it more often: of three alike against one,
 * two are left. In their order.
 */
export function without<Item>(
  items: ReadonlyArray<Item>,
  others: ReadonlyArray<Item>,
  keyOf: (item: Item) => string,
): ReadonlyArray<Item> {
  const left = new Map<string, number>();
  for (const key of others.map(keyOf)) left.set(key, (left.get(key) ?? 0) + 1);
  return items.filter((item) => {
    const rest = left.get(keyOf(item)) ?? 0;
    left.set(keyOf(item), rest - 1);
    return rest <= 0;
  });
}
