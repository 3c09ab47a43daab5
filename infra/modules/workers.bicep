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

@description('Nodes without a GPU.')
@minValue(0)
@maxValue(20)
param cpuNodes int

@description('Nodes with a GPU.')
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

@description('Operator that owns these nodes.')
@minLength(1)
@maxLength(64)
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

var cpuSize = { profile: 'Consumption', cpu: 4, memory: '8Gi' }
// A serverless GPU comes with a fixed machine, and a container that wants less would leave the rest idle and paid for.
var gpuSize = gpuProfile == 'Consumption-GPU-NC8as-T4'
  ? { profile: 'gpu', cpu: 8, memory: '56Gi' }
  : { profile: 'gpu', cpu: 24, memory: '220Gi' }

// A job a node: its name, key, home and reputation are its own, and it runs at most once at a time.
var nodes = concat(
  map(range(1, cpuNodes), index => { name: 'node-cpu-${index}', size: cpuSize }),
  map(range(1, gpuNodes), index => { name: 'node-gpu-${index}', size: gpuSize })
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
  for node in nodes: {
    name: node.name
    location: location
    tags: tags
    identity: {
      type: 'UserAssigned'
      userAssignedIdentities: { '${identityId}': {} }
    }
    properties: {
      environmentId: environment.id
      workloadProfileName: node.size.profile
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
            minExecutions: 0
            maxExecutions: 1
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
            // As root, since the share belongs to root: a folder for this node that it alone may read, owned by the user of the worker's image.
            name: 'home'
            image: 'mcr.microsoft.com/azurelinux/base/core:3.0'
            command: ['/bin/sh', '-c', 'mkdir -p /homes/${node.name} && chown 1654:1654 /homes/${node.name} && chmod 700 /homes/${node.name}']
            resources: { cpu: json('0.25'), memory: '0.5Gi' }
            volumeMounts: [{ volumeName: 'homes', mountPath: '/homes' }]
          }
        ]
        containers: [
          {
            name: 'worker'
            image: image
            resources: { cpu: node.size.cpu, memory: node.size.memory }
            env: [
              { name: 'RENDER_COORDINATOR', value: coordinatorUrl }
              { name: 'RENDER_OPERATOR', value: operator }
              { name: 'RENDER_NAME', value: node.name }
              { name: 'RENDER_REGION', value: location }
              { name: 'RENDER_HOME', value: '/home/render' }
              { name: 'RENDER_WAKE_QUEUES', value: join(map(pools, pool => '${queueEndpoint}${pool}'), ',') }
              { name: 'RENDER_IDLE', value: string(idleSeconds) }
              { name: 'AZURE_CLIENT_ID', value: identityClientId }
            ]
            volumeMounts: [
              { volumeName: 'homes', mountPath: '/home/render', subPath: node.name }
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

@description('Names of the jobs, a node each.')
output jobNames string[] = map(nodes, node => node.name)
