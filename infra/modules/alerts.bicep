targetScope = 'resourceGroup'

import { Tags } from '../types.bicep'

@description('Region of the log alerts.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('Who is told.')
@minLength(3)
@maxLength(254)
param email string

@description('Resource id of the workspace with the logs.')
@minLength(1)
param workspaceId string

@description('Resource id of the function app.')
@minLength(1)
param appId string

@description('Resource id of the account of the network\'s data.')
@minLength(1)
param dataAccountId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'render'
    enabled: true
    emailReceivers: [{ name: 'owner', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// EventName is that of a [LoggerMessage] method in the code; a test holds the two together. The other two texts are the Functions host's own.
var logAlerts = [
  {
    name: 'orchestration-failed'
    description: 'A workflow ended in failure: a job stands still. The log line begins with the instance; docs/azure.md says what to do.'
    severity: 1
    threshold: 0
    query: 'AppTraces | where Message has "(Orchestrator)\' failed with an error"'
  }
  {
    name: 'tenure-failed'
    description: 'An instance could not coordinate, for example since it cannot read what is stored. It tries again every two seconds, and so does any other.'
    severity: 1
    threshold: 0
    query: 'AppTraces | where Properties.EventName == "TermFailed"'
  }
  {
    name: 'writer-deposed'
    description: 'Tenures of the seat keep ending: whoever wrote the ledger was deposed, more often than deployments and the platform\'s moves explain. Nothing is lost by it but time.'
    severity: 2
    threshold: 3
    query: 'AppTraces | where Properties.EventName == "TermEnded"'
  }
  {
    name: 'poison-message'
    description: 'A message failed five times and was put aside.'
    severity: 2
    threshold: 0
    query: 'AppTraces | where Message startswith "Message has reached MaxDequeueCount"'
  }
]

resource logRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${alert.name}-${suffix}'
    location: location
    tags: tags
    properties: {
      displayName: 'render: ${alert.name}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      // Tables that nothing was written to yet do not exist for the check.
      skipQueryValidation: true
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]

@description('Answers of 500 and above. A take-over of the seat answers 503 for some seconds, so a few are normal.')
resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'server-errors-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The API answers with errors of its own, more than a take-over of the seat explains.'
    severity: 1
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 50
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: people.id }]
  }
}

@description('Storage is what everything stands on.')
resource storageAvailability 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'storage-availability-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The account of the network\'s data fails requests. Nothing is lost: leases, receipts and workflows wait.'
    severity: 1
    enabled: true
    scopes: [dataAccountId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'availability'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: people.id }]
  }
}
