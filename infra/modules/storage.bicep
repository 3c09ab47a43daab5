targetScope = 'resourceGroup'

import * as names from '../names.bicep'
import { Tags } from '../types.bicep'

@description('Region of the account.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('How often each byte is kept: thrice in one building, in three buildings, or in a second region as well.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param redundancy string

@description('Days during which nobody can change or delete a blob that was accepted, nor an entry of the ledger.')
@minValue(1)
@maxValue(3650)
param retentionDays int

@description('Set once the two policies were locked: a locked one can be extended, not written again, so the deployment leaves both alone.')
param policiesLocked bool

var containers = [
  'blobs' // content, named by its SHA-256: scene packages, results, frames
  'incoming' // what nodes deliver here by signed links; verified, then taken over into blobs
  'ledger' // what was promised and paid, as append blobs
  'coordinator' // the seat: whose lease says which instance coordinates
  'drop' // scenes that are dropped in become jobs
]

var queues = [
  'receipts'
  'wake-ups'
  'work-economy'
  'work-priority'
  'work-trusted'
  // Where the host puts what failed too often. It would create them itself; here they are for the alert and for whoever empties them.
  'receipts-poison'
  'wake-ups-poison'
  'webjobs-blobtrigger-poison'
]

@description('What the network knows and owns. Nothing else is kept in this account.')
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: names.dataAccount(suffix)
  location: location
  tags: tags
  sku: { name: redundancy }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    // Nodes anywhere fetch and deliver by links that are signed with the app's identity, so the account is open to the internet; every request is checked.
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'None', defaultAction: 'Allow' }
    // A signed link lives for minutes; one that lived for more than a day would be logged.
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: '1.00:00:00' }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    // Needed by the immutability of single versions.
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containers: {
    parent: blobService
    name: container
    properties: {
      publicAccess: 'None'
      // Policies of single versions can be had only where the container is created with them.
      immutableStorageWithVersioning: container == 'blobs' ? { enabled: true } : null
    }
  }
]

@description('What is in blobs stays as it is: content is named by its hash, so nothing there has a reason to change. Unlocked: an owner can still shorten it (docs/azure.md says how to lock it).')
resource blobsPolicy 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!policiesLocked) {
  parent: blobContainers[indexOf(containers, 'blobs')]
  name: 'default'
  properties: { immutabilityPeriodSinceCreationInDays: retentionDays }
}

@description('The ledger grows at its end and nowhere else: appended blocks are allowed, everything else is refused by the store.')
resource ledgerPolicy 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!policiesLocked) {
  parent: blobContainers[indexOf(containers, 'ledger')]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: retentionDays
    allowProtectedAppendWrites: true
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobService]
  properties: {
    policy: {
      rules: [
        {
          name: 'forget-what-was-delivered'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['incoming/'] }
            actions: {
              baseBlob: { delete: { daysAfterModificationGreaterThan: 2 } }
              version: { delete: { daysAfterCreationGreaterThan: 1 } }
            }
          }
        }
        {
          name: 'forget-former-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['coordinator/', 'drop/'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: 7 } } }
          }
        }
        {
          name: 'cool-what-is-old'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['blobs/'] }
            actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

@description('Where things stand: jobs, tasks, nodes.')
resource stateTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = {
  parent: tableService
  name: 'state'
}

@description('Resource id of the account, the source of its events.')
output id string = account.id

@description('Where its blobs are.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Where its queues are.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('Where its table is.')
output tableEndpoint string = account.properties.primaryEndpoints.table
