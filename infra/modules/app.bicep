targetScope = 'resourceGroup'

import { Tags } from '../types.bicep'

@description('Region of the app.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('Memory of an instance, MB; processors come in proportion. The coordinator keeps the task board in memory: some 1 KB a task.')
@allowed([2048, 4096])
param instanceMemory int

@description('Most instances of all functions together. One answers HTTP while its load fits; the rest run activities, queues, timers and drops.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Name of the network, letters, digits and hyphens; its SHA-256 is part of everything signed, so it never changes.')
@minLength(3)
@maxLength(60)
param networkName string

@description('Threads of the reference CPU on the coordinating instance.')
@minValue(1)
@maxValue(8)
param referenceThreads int

@description('Seconds that a lease lives after its grant or renewal.')
@minValue(5)
@maxValue(600)
param leaseSeconds int

@description('Whether anybody may have test tokens. Only where the tokens are worth nothing.')
param faucet bool

@description('The region that the app and its storage stand in, as the network\'s policy calls it; empty: not said.')
@maxLength(32)
param storeRegion string

@description('The jurisdiction that they stand in, a code of two capital letters; empty: not said.')
@maxLength(2)
param storeJurisdiction string

@description('Where on the globe the app stands, LATITUDE,LONGITUDE in degrees; empty: not said.')
@maxLength(40)
param storePosition string

@description('Resource id of the app\'s identity.')
@minLength(1)
param identityId string

@description('Client id of the app\'s identity.')
@minLength(36)
@maxLength(36)
param identityClientId string

@description('Name of the account that the Functions host keeps its own things in.')
@minLength(3)
@maxLength(24)
param hostAccountName string

@description('Where the package is deployed to: URL of a container.')
@minLength(1)
param deploymentUrl string

@description('Where the network\'s blobs are.')
@minLength(1)
param blobEndpoint string

@description('Where the network\'s queues are.')
@minLength(1)
param queueEndpoint string

@description('Where the network\'s table is.')
@minLength(1)
param tableEndpoint string

@description('Name of the vault with the two secrets.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Where the Durable Task Scheduler is.')
@minLength(1)
param schedulerEndpoint string

@description('Name of the task hub.')
@minLength(1)
param taskHubName string

@description('Where telemetry is sent.')
@minLength(1)
param insightsConnectionString string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${suffix}'
  location: location
  // azd finds by this tag where the service of that name in azure.yaml is deployed to.
  tags: union(tags, { 'azd-service-name': 'coordinator' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    // Requests are answered by whoever holds the seat; there is nothing to come back to.
    clientAffinityEnabled: false
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        // One instance of the group `http` is always there: it holds the seat, a lease on a blob, and with it the task board and the loops that sweep leases
        // and write the ledger. It is never cold, so a node that asks for work waits for no start. One is enough by design: a request of the API is a look at
        // memory or one round trip to storage, large content travels between nodes and storage directly, and the ledger has one writer anyhow.
        alwaysReady: [{ name: 'http', instanceCount: 1 }]
        // The platform adds HTTP instances where more requests than this are under way at a time, watchers' event streams among them: as high as it may be, for a
        // second HTTP instance takes no load off the first. It finds the seat taken and answers 503 with Retry-After, upon which callers try again and most reach
        // the holder; it is a warm spare that takes the seat over should the holder end, and the platform removes it when the load has passed.
        // Instances of the other groups (durable, each queue, timers, blob) never strive for the seat: no node could reach them. They forward to the coordinator's URL.
        triggers: { http: { perInstanceConcurrency: 1000 } }
      }
    }
  }

  // Deployment is by Entra identity; these two ways by user and password do not exist.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

@description('What the app reads at start. local.settings.sample.json has the same for one machine.')
resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__accountName: hostAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    RenderStorage__blobServiceUri: blobEndpoint
    RenderStorage__queueServiceUri: queueEndpoint
    RenderStorage__tableServiceUri: tableEndpoint
    RenderStorage__credential: 'managedidentity'
    RenderStorage__clientId: identityClientId
    DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    TASKHUB_NAME: taskHubName
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    Render__Network: networkName
    Render__AdminToken: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=admin-token)'
    Render__BeaconKey: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=beacon-key)'
    Render__CoordinatorUrl: 'https://${app.properties.defaultHostName}'
    Render__ReferenceThreads: string(referenceThreads)
    Render__LeaseSeconds: string(leaseSeconds)
    Render__SeatSeconds: '30'
    Render__Faucet: string(faucet)
    Render__Region: storeRegion
    Render__Jurisdiction: storeJurisdiction
    Render__Position: storePosition
  }
}

@description('Name of the function app.')
output name string = app.name

@description('Resource id of the function app.')
output id string = app.id

@description('Where creators, operators and workers reach the network.')
output url string = 'https://${app.properties.defaultHostName}'
