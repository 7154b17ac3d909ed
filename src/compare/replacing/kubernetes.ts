import type { ReplacingAttributes } from "./replacing.ts";

/** Fields that the Kubernetes API server refuses to change, by kind and group: the object has to be made anew. */
export const kubernetesKinds: ReplacingAttributes = {
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

/** What Terraform's Kubernetes provider makes anew, beside the object's own name and namespace. */
export const kubernetesProvider: ReplacingAttributes = {
  kubernetes_cluster_role_binding: ["role_ref"],
  kubernetes_daemonset: ["spec/*/selector"],
  kubernetes_deployment: ["spec/*/selector"],
  kubernetes_job: ["spec/*/completion_mode", "spec/*/selector", "spec/*/template"],
  kubernetes_persistent_volume_claim: [
    "spec/*/access_modes",
    "spec/*/selector",
    "spec/*/storage_class_name",
    "spec/*/volume_mode",
    "spec/*/volume_name",
  ],
  kubernetes_role_binding: ["role_ref"],
  kubernetes_secret: ["type"],
  kubernetes_service: ["spec/*/cluster_ip"],
  kubernetes_stateful_set: [
    "spec/*/pod_management_policy",
    "spec/*/selector",
    "spec/*/service_name",
    "spec/*/volume_claim_template",
  ],
  kubernetes_storage_class: ["parameters", "reclaim_policy", "storage_provisioner", "volume_binding_mode"],
};
