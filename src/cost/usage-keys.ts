import { estimatorOf } from "./estimators.ts";

/**
 * How busy a machine is at its peak (the 95th percentile of some weeks), in per cent of the vCPUs and of the memory that
 * it has. Our own keys, beside Infracost's: they change no cost, and tell which smaller size is enough.
 */
export const utilisationKeys = {
  cpu: "cpu_utilization_percent",
  memory: "memory_utilization_percent",
} as const;

/** The words of a usage file's comment for a key that decides no cost. */
export const utilisationNote = "at the peak (95th percentile), 0 to 100; a smaller size is proposed by both";

/** Types of which a smaller size can be proposed, with the attribute that names the size. */
export const sizedTypes: ReadonlyMap<string, string> = new Map([
  ["aws_instance", "instance_type"],
  ["aws_db_instance", "instance_class"],
  ["aws_rds_cluster_instance", "instance_class"],
  ["azurerm_linux_virtual_machine", "size"],
  ["azurerm_windows_virtual_machine", "size"],
  ["azurerm_virtual_machine", "vm_size"],
  ["google_compute_instance", "machine_type"],
]);

/** Whether a key says how busy a machine is. */
export function isUtilisation(key: string): boolean {
  return key === utilisationKeys.cpu || key === utilisationKeys.memory;
}

/** Keys that the usage file may have for a type, nested ones with dots; undefined for a type that has no estimator. */
export function usageKeysOf(type: string): ReadonlyArray<string> | undefined {
  const known = estimatorOf(type)?.usage;
  return known !== undefined && sizedTypes.has(type) ? [...known, ...Object.values(utilisationKeys)] : known;
}
