targetScope = 'resourceGroup'

import * as names from '../names.bicep'
import { Tags } from '../types.bicep'

@description('Region of the scheduler.')
@minLength(1)
param location string

@description('Unique end of every name in this deployment.')
@minLength(13)
@maxLength(13)
param suffix string

@description('Tags of every resource.')
param tags Tags

@description('How the scheduler is paid for: by action, or by capacity that is always there.')
@allowed(['Consumption', 'Dedicated'])
param sku string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: names.scheduler(suffix)
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: 'Dedicated', capacity: 1 } : { name: 'Consumption' }
    // An empty list lets nobody in. The app's addresses are the platform's and change; its identity is what is checked.
    ipAllowlist: ['0.0.0.0/0']
  }
}

@description('Histories of the network\'s workflows.')
resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: names.taskHub
}

@description('Where the scheduler is.')
output endpoint string = scheduler.properties.endpoint
