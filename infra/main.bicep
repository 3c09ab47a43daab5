// The network on Azure: one resource group with everything in it. `azd up` deploys it (docs/azure.md).

targetScope = 'subscription'

import * as names from 'names.bicep'

@description('Name of the environment: part of names, and a tag of everything.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of everything. It must offer Flex Consumption with .NET 10, the Durable Task Scheduler and, where GPUs are wanted, serverless GPUs.')
@minLength(1)
param location string

@description('Name of the network, letters, digits and hyphens; its SHA-256 is part of everything signed, so it never changes.')
@minLength(3)
@maxLength(60)
param networkName string = 'render-${environmentName}'

@description('Object id of whoever runs the network. Empty: nobody gets roles.')
@maxLength(36)
param principalId string = ''

@description('What that is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('Who is told of alerts and of the budget.')
@minLength(3)
@maxLength(254)
param ownerEmail string

@description('Most that a month may cost before somebody is told, in the currency of the bill.')
@minValue(10)
@maxValue(100000)
param monthlyBudget int = 200

@description('First day of the month of the first deployment, yyyy-MM-01. Empty: this month. azd keeps the first answer, since a budget\'s start never changes.')
@maxLength(10)
param budgetStart string = ''

@description('This month; do not set.')
@minLength(10)
@maxLength(10)
param thisMonth string = utcNow('yyyy-MM-01')

@description('How often each byte of the network\'s data is kept.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param redundancy string = 'Standard_ZRS'

@description('Days during which accepted blobs and the ledger cannot be changed or deleted.')
@minValue(1)
@maxValue(3650)
param retentionDays int = 30

@description('Set once the policies of immutability were locked.')
param policiesLocked bool = false

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day, after which no more are taken in.')
@minValue(1)
@maxValue(100)
param dailyLogGigabytes int = 1

@description('How the Durable Task Scheduler is paid for.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Memory of an instance of the app, MB.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('Most instances of the app, all functions together.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Threads of the reference CPU on the coordinating instance.')
@minValue(1)
@maxValue(8)
param referenceThreads int = 1

@description('Seconds that a lease lives after its grant or renewal.')
@minValue(5)
@maxValue(600)
param leaseSeconds int = 60

@description('Whether anybody may have test tokens. Only where the tokens are worth nothing.')
param faucet bool = false

@description('The region that the deployment stands in, as the network\'s policy calls it, such as eu-west. Without it, jobs that are kept to places are refused.')
@maxLength(32)
param storeRegion string = ''

@description('The jurisdiction that it stands in, a code of two capital letters.')
@maxLength(2)
param storeJurisdiction string = ''

@description('Where on the globe it stands, LATITUDE,LONGITUDE in degrees. Without it, round trips prove no node\'s place.')
@maxLength(40)
param storePosition string = ''

@description('Most workers without a GPU at a time that this deployment brings along. Anybody else\'s nodes join over HTTP.')
@minValue(0)
@maxValue(20)
param cpuNodes int = 2

@description('Most workers with a GPU at a time that this deployment brings along.')
@minValue(0)
@maxValue(20)
param gpuNodes int = 0

@description('Kind of serverless GPU.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string = 'Consumption-GPU-NC8as-T4'

@description('Operator that owns these workers and is paid: lower-case letters and digits.')
@minLength(1)
@maxLength(32)
param nodeOperator string = 'azure'

@description('Seconds without work after which a worker ends.')
@minValue(30)
@maxValue(3600)
param idleSeconds int = 120

@description('Size of the share of the nodes\' homes, GiB.')
@minValue(32)
@maxValue(1024)
param homesGibibytes int = 32

@description('Image of the worker. Empty: a stand-in that ends at once, until azure.yaml\'s hook has built the image.')
param workerImage string = ''

var suffix = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName, application: 'render' }
var start = empty(budgetStart) ? thisMonth : budgetStart

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identities 'modules/identities.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags, retentionDays: logRetentionDays, dailyGigabytes: dailyLogGigabytes }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    suffix: suffix
    tags: tags
    redundancy: redundancy
    retentionDays: retentionDays
    policiesLocked: policiesLocked
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags }
}

module scheduler 'modules/scheduler.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags, sku: schedulerSku }
}

module registry 'modules/registry.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags }
}

module network 'modules/network.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags }
}

module homes 'modules/homes.bicep' = {
  scope: group
  params: {
    location: location
    suffix: suffix
    tags: tags
    workersSubnetId: network.outputs.workersSubnetId
    gibibytes: homesGibibytes
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  // It finds what it grants on by name, so that a preview knows every assignment before anything exists.
  dependsOn: [identities, monitoring, vault, storage, hostStorage, scheduler, registry]
  params: { suffix: suffix, ownerPrincipalId: principalId, ownerPrincipalType: principalType }
}

module app 'modules/app.bicep' = {
  scope: group
  // The host reads its package and the platform the two secrets as soon as the app exists.
  dependsOn: [roles]
  params: {
    location: location
    suffix: suffix
    tags: tags
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    networkName: networkName
    referenceThreads: referenceThreads
    leaseSeconds: leaseSeconds
    faucet: faucet
    storeRegion: storeRegion
    storeJurisdiction: storeJurisdiction
    storePosition: storePosition
    identityId: identities.outputs.appId
    identityClientId: identities.outputs.appClientId
    hostAccountName: names.hostAccount(suffix)
    deploymentUrl: hostStorage.outputs.deploymentUrl
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    vaultName: names.vault(suffix)
    schedulerEndpoint: scheduler.outputs.endpoint
    taskHubName: names.taskHub
    insightsConnectionString: monitoring.outputs.insightsConnectionString
  }
}

module events 'modules/events.bicep' = {
  scope: group
  params: { location: location, suffix: suffix, tags: tags, storageAccountId: storage.outputs.id }
}

module workers 'modules/workers.bicep' = {
  scope: group
  // A job whose scaler may not look at the queue yet would be refused.
  dependsOn: [roles]
  params: {
    location: location
    suffix: suffix
    tags: tags
    cpuNodes: cpuNodes
    gpuNodes: gpuNodes
    gpuProfile: gpuProfile
    image: empty(workerImage) ? 'mcr.microsoft.com/k8se/quickstart-jobs:latest' : workerImage
    registryServer: registry.outputs.server
    identityId: identities.outputs.workerId
    identityClientId: identities.outputs.workerClientId
    coordinatorUrl: app.outputs.url
    operator: nodeOperator
    region: empty(storeRegion) ? location : storeRegion
    idleSeconds: idleSeconds
    storageAccountName: names.dataAccount(suffix)
    queueEndpoint: storage.outputs.queueEndpoint
    subnetId: network.outputs.workersSubnetId
    homesServer: homes.outputs.server
    homesPath: homes.outputs.path
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    suffix: suffix
    tags: tags
    email: ownerEmail
    workspaceId: monitoring.outputs.workspaceId
    appId: app.outputs.id
    dataAccountId: storage.outputs.id
  }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: { monthlyAmount: monthlyBudget, start: start, email: ownerEmail }
}

@description('Where creators, operators and workers reach the network.')
output RENDER_COORDINATOR string = app.outputs.url

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output RENDER_APP string = app.outputs.name

@description('Name of the account of the network\'s data.')
output RENDER_DATA_ACCOUNT string = names.dataAccount(suffix)

@description('Name of the vault that holds the admin token.')
output RENDER_VAULT string = names.vault(suffix)

@description('Name of the topic that dropped scenes are announced on.')
output RENDER_DROP_TOPIC string = events.outputs.topicName

@description('Name of the registry.')
output AZURE_CONTAINER_REGISTRY_NAME string = names.registry(suffix)

@description('Host name of the registry.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server

@description('Names of the worker jobs, separated by spaces.')
output RENDER_WORKER_JOBS string = join(workers.outputs.jobNames, ' ')

@description('First month of the budget; azd gives it to the next deployment.')
output RENDER_BUDGET_START string = start
