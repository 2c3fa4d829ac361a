/** How clouds know a ServiceAccount: what its pods may do there is theirs to say. */
import type { Labels } from '../objects/labels.ts';

export interface CloudIdentity {
  /** ARN: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
  readonly awsRole?: string;
  /** E-mail address: https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
  readonly gcpServiceAccount?: string;
  /** https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
  readonly azureClientId?: string;
}

/** On the ServiceAccount. */
export function identityAnnotations({ awsRole, gcpServiceAccount, azureClientId }: CloudIdentity): Labels {
  return {
    ...(awsRole === undefined ? {} : { 'eks.amazonaws.com/role-arn': awsRole }),
    ...(gcpServiceAccount === undefined ? {} : { 'iam.gke.io/gcp-service-account': gcpServiceAccount }),
    ...(azureClientId === undefined ? {} : { 'azure.workload.identity/client-id': azureClientId }),
  };
}
