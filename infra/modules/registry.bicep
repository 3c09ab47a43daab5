targetScope = 'resourceGroup'

import * as names from '../names.bicep'
import { Tags } from '../types.bicep'

@description('Region of the registry.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: names.registry(suffix)
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: {
    // No password exists: workers pull by their identity, and who deploys builds the image inside the registry.
    adminUserEnabled: false
    anonymousPullEnabled: false
    // AcrPull is a role of this mode.
    roleAssignmentMode: 'LegacyRegistryPermissions'
  }
}

@description('Host name of the registry.')
output server string = registry.properties.loginServer
