// Every role that this deployment grants, to whom, on what, and why. Nothing else is granted anywhere.

targetScope = 'resourceGroup'

import * as names from '../names.bicep'

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Object id of whoever runs the network: reads and rotates the token, drops scenes. Empty: nobody.')
@maxLength(36)
param ownerPrincipalId string

@description('What that is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param ownerPrincipalType string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  'Durable Task Data Contributor': '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Queue Data Message Processor': '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  'Storage Queue Data Reader': '19e7f393-937e-4f77-808e-94535e297925'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var workPools = ['work-economy', 'work-priority', 'work-trusted']

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.appIdentity(suffix)
}

resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.workerIdentity(suffix)
}

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.dataAccount(suffix)

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource drop 'containers' existing = {
      name: 'drop'
    }
  }

  resource queues 'queueServices' existing = {
    name: 'default'
  }

  resource tables 'tableServices' existing = {
    name: 'default'

    resource state 'tables' existing = {
      name: 'state'
    }
  }
}

resource poolQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for pool in workPools: {
    parent: data::queues
    name: pool
  }
]

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.hostAccount(suffix)
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: names.vault(suffix)
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: names.registry(suffix)
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = {
  name: names.scheduler(suffix)

  resource hub 'taskHubs' existing = {
    name: names.taskHub
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.insights(suffix)
}

// The app.

@description('Reads and writes all containers of the network, and asks for the key that signs nodes\' links, which only a role on the whole account allows. Not Owner: it has no business with permissions or with policies of immutability.')
resource appBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data
  name: guid(data.id, app.id, roles['Storage Blob Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Contributor'])
  }
}

@description('Sends and receives wake-ups and receipts, counts them, moves poison ones, and makes and removes a queue for each node that waits.')
resource appQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data
  name: guid(data.id, app.id, roles['Storage Queue Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Queue Data Contributor'])
  }
}

@description('Reads and writes where things stand, in the one table.')
resource appTable 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::tables::state
  name: guid(data::tables::state.id, app.id, roles['Storage Table Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Table Data Contributor'])
  }
}

@description('The Functions host fetches its package and keeps locks, keys and receipts of blobs here; it asks for Owner.')
resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, app.id, roles['Storage Blob Data Owner'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Owner'])
  }
}

@description('The blob trigger keeps the events that it has yet to handle in a queue of the host\'s account.')
resource hostQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, app.id, roles['Storage Queue Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Queue Data Contributor'])
  }
}

@description('The host writes what went wrong with it to a table of its account.')
resource hostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, app.id, roles['Storage Table Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Table Data Contributor'])
  }
}

@description('Starts workflows and runs them, on its own hub and no other.')
resource appHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::hub
  name: guid(scheduler::hub.id, app.id, roles['Durable Task Data Contributor'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Durable Task Data Contributor'])
  }
}

@description('The platform resolves the two settings that refer to secrets in the app\'s name: reads, and nothing else.')
resource appSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, app.id, roles['Key Vault Secrets User'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Key Vault Secrets User'])
  }
}

@description('Sends telemetry, since local authentication is off.')
resource appTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, app.id, roles['Monitoring Metrics Publisher'])
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Metrics Publisher'])
  }
}

// The workers. They fetch and upload through the coordinator and its signed links, so they need no blobs.

@description('Pulls the worker\'s image.')
resource workerImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, worker.id, roles.AcrPull)
  properties: {
    principalId: worker.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.AcrPull)
  }
}

@description('The scaler counts a pool\'s wake-ups in the workers\' name.')
resource workerCounts 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (pool, index) in workPools: {
    scope: poolQueues[index]
    name: guid(poolQueues[index].id, worker.id, roles['Storage Queue Data Reader'])
    properties: {
      principalId: worker.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Queue Data Reader'])
    }
  }
]

@description('A worker takes a pool\'s wake-ups off, and can put none in.')
resource workerWakeUps 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (pool, index) in workPools: {
    scope: poolQueues[index]
    name: guid(poolQueues[index].id, worker.id, roles['Storage Queue Data Message Processor'])
    properties: {
      principalId: worker.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Queue Data Message Processor'])
    }
  }
]

// Whoever runs the network.

@description('Reads the admin token and sets new versions of it.')
resource ownerSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(ownerPrincipalId)) {
  scope: vault
  name: guid(vault.id, ownerPrincipalId, roles['Key Vault Secrets Officer'])
  properties: {
    principalId: ownerPrincipalId
    principalType: ownerPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Key Vault Secrets Officer'])
  }
}

@description('Drops scenes in and reads what became of them. Of the other containers, the ledger above all, an owner sees nothing through this role.')
resource ownerDrop 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(ownerPrincipalId)) {
  scope: data::blobs::drop
  name: guid(data::blobs::drop.id, ownerPrincipalId, roles['Storage Blob Data Contributor'])
  properties: {
    principalId: ownerPrincipalId
    principalType: ownerPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Contributor'])
  }
}
