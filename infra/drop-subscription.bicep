// Tells the app of every scene that is dropped in. A template of its own, deployed by azure.yaml's hook after the code:
// the address of the webhook holds a key that the host makes when it first starts with the blob trigger, and Event Grid asks the address at once whether it wants events.

targetScope = 'resourceGroup'

@description('Name of the function app.')
@minLength(2)
@maxLength(60)
param appName string

@description('Name of the Event Grid topic of the data account.')
@minLength(3)
@maxLength(50)
param topicName string

@description('Name of the function that takes dropped scenes.')
@minLength(1)
param functionName string = 'drop'

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'drop'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${functionName}&code=${listKeys('${app.id}/host/default', '2025-03-01').systemKeys.blobs_extension}'
        minimumTlsVersionAllowed: '1.2'
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/drop/'
    }
    // A day of tries; the trigger knows by the blob's ETag what it has handled already.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
