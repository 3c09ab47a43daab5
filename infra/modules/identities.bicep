targetScope = 'resourceGroup'

import * as names from '../names.bicep'
import { Tags } from '../types.bicep'

@description('Region of the identities.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

// Assigned by the user, not by the system: roles can be granted before the app and the jobs exist, and survive their being created again.

@description('Who the function app is.')
resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.appIdentity(suffix)
  location: location
  tags: tags
}

@description('Who the worker jobs are.')
resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.workerIdentity(suffix)
  location: location
  tags: tags
}

@description('Resource id of the app\'s identity.')
output appId string = app.id

@description('Client id of the app\'s identity, by which its code asks for tokens.')
output appClientId string = app.properties.clientId

@description('Resource id of the workers\' identity.')
output workerId string = worker.id

@description('Client id of the workers\' identity, by which their code asks for tokens.')
output workerClientId string = worker.properties.clientId
