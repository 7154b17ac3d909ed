import type { People } from "./actors.ts";
import type { Announcer } from "./events.ts";
import type { RequestRecord, Violation } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Webhooks } from "./webhooks.ts";
import type { App, World } from "./world.ts";

/** What a stand-in is made of. */
export interface Parts {
  readonly world: World;
  readonly people: People;
  readonly app: App;
  readonly announcer: Announcer;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly violations: Violation[];
  readonly requests: RequestRecord[];
  readonly close: () => Promise<void>;
}
