targetScope = 'resourceGroup'

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

@description('Resource id of the subnet that alone may reach the share.')
@minLength(1)
param workersSubnetId string

@description('Size of the share, GiB: keys, unfinished deliveries and scene caches of all nodes. Paid for as it stands here, used or not.')
@minValue(32)
@maxValue(1024)
param gibibytes int

// A node's home holds its key and so its reputation: a worker that began with an empty one would be a newcomer each time it wakes, below what Priority
// and Trusted ask for. Container Apps mount SMB shares with an account's key only, which this deployment does not have; NFS needs none.

@description('Homes of the nodes.')
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sthome${suffix}'
  location: location
  tags: tags
  sku: { name: 'PremiumV2_LRS' }
  kind: 'FileStorage'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    // NFS is no HTTPS, and this switch would refuse it. Nothing else is let in: no key exists, and tokens are accepted over TLS only.
    supportsHttpsTrafficOnly: false
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      virtualNetworkRules: [{ id: workersSubnetId, action: 'Allow' }]
    }
  }
}

resource fileService 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: { enabled: true, days: 14 }
    // Container Apps mount with the kernel's client, which speaks no TLS; the way lies within the region and the subnet's service endpoint.
    protocolSettings: { nfs: { encryptionInTransit: { required: false } } }
  }
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = {
  parent: fileService
  name: 'homes'
  properties: {
    enabledProtocols: 'NFS'
    shareQuota: gibibytes
    // The job's first container, as root, gives each node a folder of its own; the node itself is nobody special.
    rootSquash: 'NoRootSquash'
  }
}

@description('Host name of the NFS server.')
output server string = '${account.name}.file.${environment().suffixes.storage}'

@description('Path of the share on the server.')
output path string = '/${account.name}/${share.name}'
