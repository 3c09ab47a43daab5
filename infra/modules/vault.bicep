targetScope = 'resourceGroup'

import * as names from '../names.bicep'
import { Tags } from '../types.bicep'

@description('Region of the vault.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('Seed of the admin token, new at every deployment, used by the first alone.')
@secure()
@minLength(36)
@maxLength(36)
param adminSeed string = newGuid()

@description('Seed of the beacon\'s key, new at every deployment, used by the first alone.')
@secure()
@minLength(36)
@maxLength(36)
param beaconSeed string = newGuid()

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: names.vault(suffix)
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Without the beacon's key no audit that is drawn can be revealed: nobody may destroy it for good, not even an owner.
    enablePurgeProtection: true
    // The function app has no network of its own, so the vault cannot be closed to all but one; roles decide.
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' }
  }
}

// Written where they are missing and never again: a later deployment must neither lock creators out nor change a beacon in mid-chain.
// To rotate the token, set a new version of the secret (docs/azure.md); a deployment leaves that alone as well.

@description('Whoever has it is creator and host: 32 hexadecimal digits, 122 random bits.')
@onlyIfNotExists()
resource adminToken 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'admin-token'
  tags: tags
  properties: {
    value: replace(adminSeed, '-', '')
    contentType: 'text/plain'
    attributes: { enabled: true }
  }
}

@description('Base64 of 32 bytes, 122 random bits, from which the beacon\'s seeds are derived.')
@onlyIfNotExists()
resource beaconKey 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'beacon-key'
  tags: tags
  properties: {
    value: base64(replace(beaconSeed, '-', ''))
    contentType: 'application/octet-stream;base64'
    attributes: { enabled: true }
  }
}
