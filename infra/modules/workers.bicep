targetScope = 'resourceGroup'

import { Tags } from '../types.bicep'

@description('Region of the workers.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('Most workers without a GPU at a time, a node each.')
@minValue(0)
@maxValue(20)
param cpuNodes int

@description('Most workers with a GPU at a time, a node each.')
@minValue(0)
@maxValue(20)
param gpuNodes int

@description('Kind of serverless GPU: T4 (16 GB) or A100 (80 GB). Region and quota must allow it.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string

@description('Image of the worker; at the first deployment a stand-in, since the registry is empty yet.')
@minLength(1)
param image string

@description('Host name of the registry.')
@minLength(1)
param registryServer string

@description('Resource id of the workers\' identity.')
@minLength(1)
param identityId string

@description('Client id of the workers\' identity.')
@minLength(36)
@maxLength(36)
param identityClientId string

@description('Where the coordinator is.')
@minLength(1)
param coordinatorUrl string

@description('The region that the workers declare.')
@minLength(1)
@maxLength(32)
param region string

@description('Operator that owns these nodes: lower-case letters and digits.')
@minLength(1)
@maxLength(32)
param operator string

@description('Seconds without work after which a worker ends.')
@minValue(30)
@maxValue(3600)
param idleSeconds int

@description('Name of the account whose queues wake the workers.')
@minLength(3)
@maxLength(24)
param storageAccountName string

@description('Where that account\'s queues are.')
@minLength(1)
param queueEndpoint string

@description('Resource id of the workers\' subnet.')
@minLength(1)
param subnetId string

@description('Host name of the NFS server of the nodes\' homes.')
@minLength(1)
param homesServer string

@description('Path of the share of the nodes\' homes.')
@minLength(1)
param homesPath string

@description('Resource id of the workspace that logs go to.')
@minLength(1)
param workspaceId string

// The most urgent first, as the worker asks them.
var pools = ['work-trusted', 'work-priority', 'work-economy']

// A serverless GPU comes with a fixed machine, and a container that wants less would leave the rest idle and paid for.
var gpuSize = gpuProfile == 'Consumption-GPU-NC8as-T4' ? { cpu: 8, memory: '56Gi' } : { cpu: 24, memory: '220Gi' }

// Homes apart from each other, since a home keeps its node's benchmark.
var kinds = concat(
  cpuNodes > 0 ? [{ name: 'cpu', nodes: cpuNodes, profile: 'Consumption', size: { cpu: 4, memory: '8Gi' } }] : [],
  gpuNodes > 0 ? [{ name: 'gpu', nodes: gpuNodes, profile: 'gpu', size: gpuSize }] : []
)

resource environment 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: 'cae-${suffix}'
  location: location
  tags: tags
  properties: {
    workloadProfiles: concat(
      [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
      gpuNodes > 0 ? [{ name: 'gpu', workloadProfileType: gpuProfile }] : []
    )
    // Nobody calls a worker, so nothing of this environment can be reached from outside.
    vnetConfiguration: { internal: true, infrastructureSubnetId: subnetId }
    publicNetworkAccess: 'Disabled'
    // By diagnostic settings: the other way takes the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
  }

  resource homes 'storages' = {
    name: 'homes'
    properties: {
      nfsAzureFile: { server: homesServer, shareName: homesPath, accessMode: 'ReadWrite' }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource jobs 'Microsoft.App/jobs@2026-01-01' = [
  for kind in kinds: {
    name: 'worker-${kind.name}'
    location: location
    tags: tags
    identity: {
      type: 'UserAssigned'
      userAssignedIdentities: { '${identityId}': {} }
    }
    properties: {
      environmentId: environment.id
      workloadProfileName: kind.profile
      configuration: {
        triggerType: 'Event'
        // A worker ends by itself when there is no work; this ends one that hangs. Its lease runs out and the task goes to another node.
        replicaTimeout: 86400
        // Whoever fails is woken by the next message, with nothing lost: no reason to start it again for an empty queue.
        replicaRetryLimit: 0
        eventTriggerConfig: {
          parallelism: 1
          replicaCompletionCount: 1
          scale: {
            // An execution a wake-up, as many as there are nodes: each takes a home that is free, and with it that node's key and reputation.
            minExecutions: 0
            maxExecutions: kind.nodes
            pollingInterval: 30
            // A message only wakes: the lease owns, so a message that wakes two nodes, or none, changes nothing but the time.
            rules: [
              for pool in pools: {
                name: pool
                type: 'azure-queue'
                metadata: { accountName: storageAccountName, queueName: pool, queueLength: '1' }
                identity: identityId
              }
            ]
          }
        }
        registries: [{ server: registryServer, identity: identityId }]
      }
      template: {
        initContainers: [
          {
            // As root, since the share belongs to root: a folder that the user of the worker's image owns and alone may read.
            name: 'home'
            image: 'mcr.microsoft.com/azurelinux/base/core:3.0'
            command: ['/bin/sh', '-c', 'mkdir -p /homes/${kind.name} && chown 10001:10001 /homes/${kind.name} && chmod 700 /homes/${kind.name}']
            resources: { cpu: json('0.25'), memory: '0.5Gi' }
            volumeMounts: [{ volumeName: 'homes', mountPath: '/homes' }]
          }
        ]
        containers: [
          {
            name: 'worker'
            image: image
            resources: kind.size
            env: [
              { name: 'RENDER_COORDINATOR', value: coordinatorUrl }
              { name: 'RENDER_OPERATOR', value: operator }
              { name: 'RENDER_NAME', value: '${operator}-${kind.name}' }
              { name: 'RENDER_REGION', value: region }
              { name: 'RENDER_HOME', value: '/render' }
              { name: 'RENDER_HOMES', value: string(kind.nodes) }
              // On the machine's own disk, which is faster than the share: 8 GiB, temporary files among them.
              { name: 'RENDER_CACHE', value: '/tmp/cache' }
              { name: 'RENDER_CACHE_MB', value: '6144' }
              { name: 'RENDER_WAKE_QUEUES', value: join(map(pools, pool => '${queueEndpoint}${pool}'), ',') }
              { name: 'RENDER_IDLE', value: string(idleSeconds) }
              { name: 'RENDER_LOG', value: 'json' }
              { name: 'AZURE_CLIENT_ID', value: identityClientId }
            ]
            volumeMounts: [
              { volumeName: 'homes', mountPath: '/render', subPath: kind.name }
              { volumeName: 'scratch', mountPath: '/tmp' }
            ]
          }
        ]
        volumes: [
          { name: 'homes', storageType: 'NfsAzureFile', storageName: environment::homes.name }
          { name: 'scratch', storageType: 'EmptyDir' }
        ]
      }
    }
  }
]

@description('Names of the jobs.')
output jobNames string[] = map(kinds, kind => 'worker-${kind.name}')
