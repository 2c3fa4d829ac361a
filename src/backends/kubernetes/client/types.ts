/** Objects as the API server sends them: the client library's types, with times as texts, since nothing converts them. */
import type * as k8s from '@kubernetes/client-node';
import type { Gateway, HttpRoute, Middleware } from './extension-types.ts';

type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export type Meta = Wire<k8s.V1ObjectMeta>;
export type Pod = Wire<k8s.V1Pod>;
export type PodSpec = Wire<k8s.V1PodSpec>;
export type PodTemplate = Wire<k8s.V1PodTemplateSpec>;
export type Container = Wire<k8s.V1Container>;
export type ContainerStatus = Wire<k8s.V1ContainerStatus>;
export type EnvVar = Wire<k8s.V1EnvVar>;
export type Volume = Wire<k8s.V1Volume>;
export type VolumeMount = Wire<k8s.V1VolumeMount>;
export type Job = Wire<k8s.V1Job>;
export type CronJob = Wire<k8s.V1CronJob>;
export type Deployment = Wire<k8s.V1Deployment>;
export type ReplicaSet = Wire<k8s.V1ReplicaSet>;
export type Service = Wire<k8s.V1Service>;
export type ConfigMap = Wire<k8s.V1ConfigMap>;
export type Secret = Wire<k8s.V1Secret>;
export type Claim = Wire<k8s.V1PersistentVolumeClaim>;
export type Namespace = Wire<k8s.V1Namespace>;
export type Event = Wire<k8s.CoreV1Event>;
export type Lease = Wire<k8s.V1Lease>;
export type Ingress = Wire<k8s.V1Ingress>;
export type StorageClass = Wire<k8s.V1StorageClass>;
export type IngressClass = Wire<k8s.V1IngressClass>;
export type Node = Wire<k8s.V1Node>;
export type Quota = Wire<k8s.V1ResourceQuota>;
export type LimitRange = Wire<k8s.V1LimitRange>;
export type ServiceAccount = Wire<k8s.V1ServiceAccount>;
export type Role = Wire<k8s.V1Role>;
export type RoleBinding = Wire<k8s.V1RoleBinding>;
export type PolicyRule = Wire<k8s.V1PolicyRule>;
export type Subject = Wire<k8s.RbacV1Subject>;
export type Autoscaler = Wire<k8s.V2HorizontalPodAutoscaler>;
export type DisruptionBudget = Wire<k8s.V1PodDisruptionBudget>;

/** Every kind that we name, with the type of its objects. */
export interface Kinds {
  ClusterRole: Role;
  ClusterRoleBinding: RoleBinding;
  ConfigMap: ConfigMap;
  CronJob: CronJob;
  Deployment: Deployment;
  Event: Event;
  Gateway: Gateway;
  HTTPRoute: HttpRoute;
  HorizontalPodAutoscaler: Autoscaler;
  Ingress: Ingress;
  IngressClass: IngressClass;
  Job: Job;
  Lease: Lease;
  LimitRange: LimitRange;
  Middleware: Middleware;
  Namespace: Namespace;
  Node: Node;
  PersistentVolumeClaim: Claim;
  Pod: Pod;
  PodDisruptionBudget: DisruptionBudget;
  ReplicaSet: ReplicaSet;
  ResourceQuota: Quota;
  Role: Role;
  RoleBinding: RoleBinding;
  Secret: Secret;
  Service: Service;
  ServiceAccount: ServiceAccount;
  StorageClass: StorageClass;
}
export type Kind = keyof Kinds;

export interface KindFacts {
  readonly apiVersion: string;
  /** As in the URL. */
  readonly plural: string;
  readonly namespaced: boolean;
}

const core = (plural: string, namespaced = true): KindFacts => ({ apiVersion: 'v1', plural, namespaced });
const rbac = (plural: string, namespaced: boolean): KindFacts => {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', plural, namespaced };
};

export const kinds: Readonly<Record<Kind, KindFacts>> = {
  ClusterRole: rbac('clusterroles', false),
  ClusterRoleBinding: rbac('clusterrolebindings', false),
  ConfigMap: core('configmaps'),
  CronJob: { apiVersion: 'batch/v1', plural: 'cronjobs', namespaced: true },
  Deployment: { apiVersion: 'apps/v1', plural: 'deployments', namespaced: true },
  Event: core('events'),
  Gateway: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'gateways', namespaced: true },
  HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'httproutes', namespaced: true },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers', namespaced: true },
  Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
  IngressClass: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', namespaced: false },
  Job: { apiVersion: 'batch/v1', plural: 'jobs', namespaced: true },
  Lease: { apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespaced: true },
  LimitRange: core('limitranges'),
  Middleware: { apiVersion: 'traefik.io/v1alpha1', plural: 'middlewares', namespaced: true },
  Namespace: core('namespaces', false),
  Node: core('nodes', false),
  PersistentVolumeClaim: core('persistentvolumeclaims'),
  Pod: core('pods'),
  PodDisruptionBudget: { apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', namespaced: true },
  ReplicaSet: { apiVersion: 'apps/v1', plural: 'replicasets', namespaced: true },
  ResourceQuota: core('resourcequotas'),
  Role: rbac('roles', true),
  RoleBinding: rbac('rolebindings', true),
  Secret: core('secrets'),
  Service: core('services'),
  ServiceAccount: core('serviceaccounts'),
  StorageClass: { apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', namespaced: false },
};
