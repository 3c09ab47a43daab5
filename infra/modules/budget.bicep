targetScope = 'resourceGroup'

@description('Most that a month may cost, in the currency of the bill.')
@minValue(10)
@maxValue(100000)
param monthlyAmount int

@description('First day of the first month, which never changes afterwards.')
@minLength(10)
@maxLength(10)
param start string

@description('Who is told.')
@minLength(3)
@maxLength(254)
param email string

@description('Tells; it stops nothing. What stops things is in the parameters: nodes, instances, gigabytes of logs.')
resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'render'
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      half: { enabled: true, operator: 'GreaterThan', threshold: 50, thresholdType: 'Actual', contactEmails: [email] }
      most: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [email] }
      expected: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [email] }
    }
  }
}
