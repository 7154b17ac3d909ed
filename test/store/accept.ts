import { keepDeliveries, repeatDelivery, settleDelivery, type Delivery } from "../../src/store/deliveries.ts";
import type { Store } from "../../src/store/store.ts";
import type { DeliveryOutcome } from "../../src/store/tables.ts";

/** A delivery from its arrival to the queue, as the inbox takes it. */
export async function acceptDelivery(store: Store, delivery: Delivery): Promise<DeliveryOutcome> {
  const [isNew] = await keepDeliveries(store.db, [delivery]);
  return isNew === true ? await settleDelivery(store, delivery) : await repeatDelivery(store, delivery.guid);
}
