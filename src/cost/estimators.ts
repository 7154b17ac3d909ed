import { analytics } from "./aws/analytics.ts";
import { apiGateway } from "./aws/api-gateway.ts";
import { aurora } from "./aws/aurora.ts";
import { batch } from "./aws/batch.ts";
import { beanstalk } from "./aws/beanstalk.ts";
import { messageBrokers } from "./aws/brokers.ts";
import { certificates } from "./aws/certificates.ts";
import { cloudfront } from "./aws/cloudfront.ts";
import { deliveredLogs } from "./aws/delivered-logs.ts";
import { developer } from "./aws/developer.ts";
import { dynamodb } from "./aws/dynamodb.ts";
import { ecs } from "./aws/ecs.ts";
import { efs } from "./aws/efs.ts";
import { eks } from "./aws/eks.ts";
import { elasticache } from "./aws/elasticache.ts";
import { events } from "./aws/events.ts";
import { fileSystems } from "./aws/file-systems.ts";
import { ec2 } from "./aws/instance.ts";
import { backupVault, graphAndDocument } from "./aws/graph-and-document.ts";
import { lambda } from "./aws/lambda.ts";
import { lightsail } from "./aws/lightsail.ts";
import { elb } from "./aws/load-balancer.ts";
import { machines } from "./aws/machines.ts";
import { messaging } from "./aws/messaging.ts";
import { network } from "./aws/network.ts";
import { opensearch } from "./aws/opensearch.ts";
import { operations } from "./aws/operations.ts";
import { rds } from "./aws/rds.ts";
import { route53 } from "./aws/route53.ts";
import { s3 } from "./aws/s3.ts";
import { streams } from "./aws/streams.ts";
import { transfer } from "./aws/transfer.ts";
import { unlisted } from "./aws/unlisted.ts";
import { ebs } from "./aws/volume.ts";
import { azure } from "./azure/azure.ts";
import type { Estimator, EstimatorTable } from "./estimator.ts";
import { workflows } from "./github/workflow.ts";
import { google } from "./google/google.ts";
import { balancers } from "./kubernetes/balancer.ts";
import { volumeClaims } from "./kubernetes/disk.ts";
import { terraformKubernetes } from "./kubernetes/terraform.ts";
import { workloads } from "./kubernetes/workload.ts";

/** Every estimator by resource type. A new service is one file beside the others and one line here. */
export const estimators: EstimatorTable = {
  ...ec2,
  ...ebs,
  ...rds,
  ...aurora,
  ...network,
  ...elb,
  ...s3,
  ...lambda,
  ...dynamodb,
  ...elasticache,
  ...eks,
  ...ecs,
  ...efs,
  ...opensearch,
  ...messaging,
  ...operations,
  ...apiGateway,
  ...route53,
  ...streams,
  ...deliveredLogs,
  ...developer,
  ...graphAndDocument,
  ...backupVault,
  ...analytics,
  ...batch,
  ...beanstalk,
  ...messageBrokers,
  ...certificates,
  ...cloudfront,
  ...events,
  ...fileSystems,
  ...lightsail,
  ...machines,
  ...transfer,
  ...unlisted,
  ...azure,
  ...google,
  ...workloads,
  ...volumeClaims,
  ...balancers,
  ...terraformKubernetes,
  ...workflows,
};

/** Every type that has an estimator. */
export const estimatedTypes: ReadonlyArray<string> = Object.keys(estimators);

/** The estimator of a type; types come from pull requests, so only own keys count. */
export function estimatorOf(type: string): Estimator | null {
  return (Object.hasOwn(estimators, type) ? estimators[type] : undefined) ?? null;
}
