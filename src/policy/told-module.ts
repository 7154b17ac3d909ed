import type { PackSettings } from "../model/settings.ts";
import type { CompiledModule } from "./policy.ts";

/**
 * A module that reads the settings as `data.tollgate`. What is compiled does not depend on them, so that the pack is
 * compiled once for all; data documents of policies of one's own that say `tollgate` stay as they are.
 */
export function toldModule(module: CompiledModule, settings: PackSettings = {}): CompiledModule {
  const { required_tags, monthly_delta, kubernetes_version } = settings;
  const tollgate = {
    ...(required_tags === undefined ? {} : { required_tags }),
    ...(monthly_delta === undefined ? {} : { monthly_delta }),
    ...(kubernetes_version === undefined ? {} : { kubernetes_version }),
  };
  return Object.keys(tollgate).length === 0 ? module : { ...module, data: { tollgate, ...module.data } };
}
