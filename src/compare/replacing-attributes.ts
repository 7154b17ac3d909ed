import type { AttributePath, Format, Json, JsonObject } from "../model/resource.ts";

/** A path from the top of a resource; `*` stands for any one step, and what is below is meant too. */
type Pattern = string;

/**
 * Attributes that cannot be changed in place, by resource type. From the provider's documentation ("forces new
 * resource") for the types whose loss hurts or whose address others depend on; a type that is not here is updated.
 */
const terraform: Readonly<Record<string, ReadonlyArray<Pattern>>> = {
  aws_db_instance: [
    "availability_zone",
    "character_set_name",
    "db_name",
    "engine",
    "kms_key_id",
    "snapshot_identifier",
    "storage_encrypted",
    "timezone",
    "username",
  ],
  aws_docdb_cluster: ["cluster_identifier", "kms_key_id", "master_username", "storage_encrypted"],
  aws_dynamodb_table: ["hash_key", "local_secondary_index", "name", "range_key"],
  aws_ebs_volume: ["availability_zone", "encrypted", "kms_key_id", "outpost_arn", "snapshot_id"],
  aws_ecr_repository: ["encryption_configuration", "name"],
  aws_efs_file_system: ["availability_zone_name", "creation_token", "encrypted", "kms_key_id", "performance_mode"],
  aws_eks_cluster: ["name", "role_arn"],
  aws_eks_node_group: [
    "ami_type",
    "capacity_type",
    "cluster_name",
    "disk_size",
    "instance_types",
    "node_role_arn",
    "subnet_ids",
  ],
  aws_elasticache_cluster: ["cluster_id", "engine", "port", "subnet_group_name"],
  aws_elasticache_replication_group: [
    "at_rest_encryption_enabled",
    "kms_key_id",
    "port",
    "replication_group_id",
    "subnet_group_name",
  ],
  aws_iam_policy: ["description", "name", "path"],
  aws_iam_role: ["name", "path"],
  aws_instance: [
    "ami",
    "associate_public_ip_address",
    "availability_zone",
    "ebs_block_device/*/encrypted",
    "ebs_block_device/*/kms_key_id",
    "ebs_block_device/*/snapshot_id",
    "ephemeral_block_device",
    "hibernation",
    "key_name",
    "placement_group",
    "private_ip",
    "root_block_device/*/encrypted",
    "root_block_device/*/kms_key_id",
    "subnet_id",
    "tenancy",
  ],
  aws_kinesis_stream: ["name"],
  aws_lambda_function: ["function_name", "package_type"],
  aws_lb: ["internal", "load_balancer_type", "name"],
  aws_lb_target_group: ["name", "port", "protocol", "target_type", "vpc_id"],
  aws_msk_cluster: ["cluster_name"],
  aws_nat_gateway: ["allocation_id", "connectivity_type", "subnet_id"],
  aws_neptune_cluster: ["cluster_identifier", "kms_key_arn", "storage_encrypted"],
  aws_opensearch_domain: ["domain_name"],
  aws_rds_cluster: [
    "cluster_identifier",
    "database_name",
    "db_subnet_group_name",
    "engine",
    "engine_mode",
    "kms_key_id",
    "master_username",
    "snapshot_identifier",
    "storage_encrypted",
  ],
  aws_rds_cluster_instance: ["availability_zone", "cluster_identifier", "engine"],
  aws_redshift_cluster: ["cluster_identifier", "cluster_subnet_group_name", "database_name", "master_username"],
  aws_route53_zone: ["name"],
  aws_s3_bucket: ["bucket", "bucket_prefix", "object_lock_enabled"],
  aws_secretsmanager_secret: ["name"],
  aws_security_group: ["description", "name", "name_prefix", "vpc_id"],
  aws_sns_topic: ["fifo_topic", "name"],
  aws_sqs_queue: ["fifo_queue", "name"],
  aws_subnet: ["availability_zone", "cidr_block", "vpc_id"],
  aws_vpc: ["cidr_block"],
  google_compute_instance: ["boot_disk/*/initialize_params", "name", "zone"],
  google_sql_database_instance: ["name", "region"],
  google_storage_bucket: ["location", "name"],
};

/** Fields that the Kubernetes API server refuses to change, by kind and group: the object has to be made anew. */
const kubernetes: Readonly<Record<string, ReadonlyArray<Pattern>>> = {
  "ClusterRoleBinding.rbac.authorization.k8s.io": ["roleRef"],
  "DaemonSet.apps": ["spec/selector"],
  "Deployment.apps": ["spec/selector"],
  "Job.batch": ["spec/completionMode", "spec/selector", "spec/template"],
  PersistentVolume: ["spec/csi", "spec/hostPath", "spec/local", "spec/nfs", "spec/volumeMode"],
  PersistentVolumeClaim: [
    "spec/accessModes",
    "spec/dataSource",
    "spec/selector",
    "spec/storageClassName",
    "spec/volumeMode",
  ],
  Pod: [
    "spec/containers/*/args",
    "spec/containers/*/command",
    "spec/containers/*/env",
    "spec/containers/*/ports",
    "spec/containers/*/securityContext",
    "spec/containers/*/volumeMounts",
    "spec/hostIPC",
    "spec/hostNetwork",
    "spec/hostPID",
    "spec/nodeName",
    "spec/nodeSelector",
    "spec/restartPolicy",
    "spec/securityContext",
    "spec/serviceAccountName",
    "spec/volumes",
  ],
  "ReplicaSet.apps": ["spec/selector"],
  "RoleBinding.rbac.authorization.k8s.io": ["roleRef"],
  Secret: ["type"],
  Service: ["spec/clusterIP", "spec/clusterIPs"],
  "StatefulSet.apps": ["spec/podManagementPolicy", "spec/selector", "spec/serviceName", "spec/volumeClaimTemplates"],
  "StorageClass.storage.k8s.io": ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"],
};

/** A resource on both sides, with the attribute paths that differ. */
export interface Difference {
  readonly format: Format;
  readonly type: string;
  readonly changed: ReadonlyArray<AttributePath>;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Whether one of the changed attributes means that the resource is deleted and made anew. */
export function forcesReplacement(difference: Difference): boolean {
  const patterns = patternsOf(difference.format, difference.type).map((pattern) => pattern.split("/"));
  return difference.changed.some((path) => patterns.some((pattern) => concerns(path, pattern, difference)));
}

function patternsOf(format: Format, type: string): ReadonlyArray<Pattern> {
  switch (format) {
    case "terraform":
      return Object.hasOwn(terraform, type) ? (terraform[type] ?? []) : [];
    case "kubernetes": {
      const key = kindAndGroup(type);
      return Object.hasOwn(kubernetes, key) ? (kubernetes[key] ?? []) : [];
    }
    case "cloudformation":
    case "workflow":
    case "dockerfile":
      return [];
  }
}

/** `apps/v1/Deployment` is `Deployment.apps`, `v1/Service` is `Service`: the version does not matter. */
function kindAndGroup(type: string): string {
  const steps = type.split("/");
  const kind = steps.at(-1) ?? "";
  return steps.length < 3 ? kind : `${kind}.${steps[0] ?? ""}`;
}

function concerns(path: AttributePath, pattern: ReadonlyArray<string>, difference: Difference): boolean {
  const shared = Math.min(path.length, pattern.length);
  const isSame = pattern.slice(0, shared).every((step, at) => step === "*" || step === String(path[at]));
  if (!isSame || path.length >= pattern.length) return isSame;
  // A block that is new or gone as a whole: what counts is whether it has the attribute.
  const inside = [...path.map(String), ...pattern.slice(shared)];
  return holds(difference.before, inside) || holds(difference.after, inside);
}

function holds(value: Json, steps: ReadonlyArray<string>): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return value !== null;
  if (typeof value !== "object" || value === null) return false;
  if (step === "*") return Object.values(value).some((item) => holds(item, rest));
  const item = Object.entries(value).find(([key]) => key === step);
  return item !== undefined && holds(item[1], rest);
}
