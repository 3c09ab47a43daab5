// What several modules say alike.

@export()
@description('Tags of a resource.')
type Tags = {
  @description('A tag.')
  *: string
}
