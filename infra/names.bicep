// Names that more than one module must know, each made of what it is and the deployment's unique end.

@export()
@description('Identity of the function app.')
func appIdentity(suffix string) string => 'id-app-${suffix}'

@export()
@description('Identity of the worker jobs.')
func workerIdentity(suffix string) string => 'id-worker-${suffix}'

@export()
@description('Account of the network\'s data.')
func dataAccount(suffix string) string => 'stdata${suffix}'

@export()
@description('Account of the Functions host.')
func hostAccount(suffix string) string => 'sthost${suffix}'

@export()
@description('Vault of the two secrets.')
func vault(suffix string) string => 'kv-${suffix}'

@export()
@description('Registry of the worker\'s image.')
func registry(suffix string) string => 'cr${suffix}'

@export()
@description('Durable Task Scheduler.')
func scheduler(suffix string) string => 'dts-${suffix}'

@export()
@description('Task hub of the network\'s workflows.')
var taskHub = 'render'

@export()
@description('Application Insights component.')
func insights(suffix string) string => 'appi-${suffix}'
