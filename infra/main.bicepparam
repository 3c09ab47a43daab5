// azd fills these from its environment: `azd env set RENDER_CPU_NODES 4`. Each has a default where the first deployment can do without an answer.

using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param principalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param ownerEmail = readEnvironmentVariable('RENDER_OWNER_EMAIL')
param monthlyBudget = int(readEnvironmentVariable('RENDER_MONTHLY_BUDGET', '200'))
param budgetStart = readEnvironmentVariable('RENDER_BUDGET_START', '')
param redundancy = readEnvironmentVariable('RENDER_REDUNDANCY', 'Standard_ZRS')
param retentionDays = int(readEnvironmentVariable('RENDER_RETENTION_DAYS', '30'))
param policiesLocked = bool(readEnvironmentVariable('RENDER_POLICIES_LOCKED', 'false'))
param schedulerSku = readEnvironmentVariable('RENDER_SCHEDULER_SKU', 'Consumption')
param maximumInstances = int(readEnvironmentVariable('RENDER_MAXIMUM_INSTANCES', '40'))
param leaseSeconds = int(readEnvironmentVariable('RENDER_LEASE_SECONDS', '60'))
param faucet = bool(readEnvironmentVariable('RENDER_FAUCET', 'false'))
param cpuNodes = int(readEnvironmentVariable('RENDER_CPU_NODES', '2'))
param gpuNodes = int(readEnvironmentVariable('RENDER_GPU_NODES', '0'))
param gpuProfile = readEnvironmentVariable('RENDER_GPU_PROFILE', 'Consumption-GPU-NC8as-T4')
param nodeOperator = readEnvironmentVariable('RENDER_NODE_OPERATOR', 'azure')
param workerImage = readEnvironmentVariable('RENDER_WORKER_IMAGE', '')
