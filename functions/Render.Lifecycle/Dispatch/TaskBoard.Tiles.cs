namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Tiles whose ranges are to be compared; each is returned once.</summary>
    public List<Tile> TakeTiles()
    {
        lock (gate)
        {
            var taken = tiles.Where(tile => tile.IsReady).ToList();
            tiles.Clear();
            return taken;
        }
    }

    /// <summary>Puts tiles back whose ranges could not be compared.</summary>
    public void GiveBackTiles(IEnumerable<Tile> back)
    {
        lock (gate)
            tiles.UnionWith(back.Where(tile => tile.IsReady));
    }
}
