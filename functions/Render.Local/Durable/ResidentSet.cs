using System.Collections.Concurrent;

namespace Render.Local.Durable;

/// <summary>The instances in memory. Those that rest longest leave first.</summary>
/// <param name="max">How many may rest.</param>
internal sealed class ResidentSet(int max)
{
    private readonly ConcurrentDictionary<long, Instance> _instances = new();
    private readonly ConcurrentQueue<(Instance Instance, int Stamp)> _resting = new();

    internal int Count => _instances.Count;

    /// <summary>Adds an event or word of an unread inbox to an instance; see <see cref="Instance.TryPost"/>.</summary>
    /// <returns>The instance where the caller is to run its turns now.</returns>
    internal Instance? Post(long key, TurnEvent? happened)
    {
        while (true)
        {
            var instance = _instances.GetOrAdd(key, static key => new Instance(key));
            if (instance.TryPost(happened, out var mustRun))
            {
                return mustRun ? instance : null;
            }

            _instances.TryRemove(KeyValuePair.Create(key, instance));
        }
    }

    internal Instance? Find(long key) => _instances.GetValueOrDefault(key);

    /// <summary>Drops an ended instance.</summary>
    internal void Retire(Instance instance)
    {
        instance.Retire();
        _instances.TryRemove(KeyValuePair.Create(instance.Key, instance));
    }

    /// <summary>Notes that an instance rests, and drops those for which there is no room.</summary>
    internal void Rest(Instance instance, int stamp)
    {
        _resting.Enqueue((instance, stamp));
        while (_instances.Count > max && _resting.TryDequeue(out var oldest))
        {
            if (oldest.Instance.TryEvict(oldest.Stamp))
            {
                _instances.TryRemove(KeyValuePair.Create(oldest.Instance.Key, oldest.Instance));
            }
        }

        // Every turn notes its rest; what is stale here would else outnumber the instances.
        while (_resting.Count > 2 * _instances.Count + 1_000 && _resting.TryDequeue(out var stale))
        {
            if (stale.Instance.Stamp == stale.Stamp)
            {
                _resting.Enqueue(stale);
            }
        }
    }
}
