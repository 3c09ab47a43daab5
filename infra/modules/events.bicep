targetScope = 'resourceGroup'

import { Tags } from '../types.bicep'

@description('Region of the source account.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('Resource id of the account whose blobs are watched.')
@minLength(1)
param storageAccountId string

// The subscription to this topic is another template, drop-subscription.bicep: its webhook must answer when it is made, so the app's code must be there.

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${suffix}'
  location: location
  tags: tags
  properties: { source: storageAccountId, topicType: 'Microsoft.Storage.StorageAccounts' }
}

@description('Name of the topic.')
output topicName string = topic.name
