targetScope = 'resourceGroup'

import { Tags } from '../types.bicep'

@description('Region of the network.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

// Only the workers have a network: their homes are an NFS share, which knows machines and no passwords, so the network is what guards it.

@description('The rules that every group has are the ones wanted: out to anywhere, in from nowhere but the network itself.')
resource guard 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg-workers-${suffix}'
  location: location
  tags: tags
}

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.64.0.0/22'] }
  }

  resource workers 'subnets' = {
    name: 'workers'
    properties: {
      addressPrefix: '10.64.0.0/23'
      networkSecurityGroup: { id: guard.id }
      serviceEndpoints: [{ service: 'Microsoft.Storage', locations: [location] }]
      delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }]
    }
  }
}

@description('Resource id of the workers\' subnet.')
output workersSubnetId string = network::workers.id
