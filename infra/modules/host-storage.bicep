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

// An account of its own: the Functions host must own its blobs, and rewrites small ones all the time, each of which would be a version in the account
// of the network's data.

@description('What the Functions host keeps: the package, its locks, its keys, the events of blobs it has yet to handle.')
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: names.hostAccount(suffix)
  location: location
  tags: tags
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }
}

@description('Packages that were deployed.')
resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: 'deployment'
  properties: { publicAccess: 'None' }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobService]
  properties: {
    policy: {
      rules: [
        {
          name: 'forget-old-host-logs'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['azure-webjobs-hosts/output-logs', 'azure-webjobs-hosts/blobreceipts'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

@description('Where the package is put.')
output deploymentUrl string = '${account.properties.primaryEndpoints.blob}${deployment.name}'
