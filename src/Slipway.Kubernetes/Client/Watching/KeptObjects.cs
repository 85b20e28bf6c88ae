namespace Slipway.Kubernetes.Client.Watching;

/// <summary>The objects of a cache, and how new they are. Not for several threads at once: the cache guards it.</summary>
/// <param name="ns">Null for all namespaces.</param>
/// <param name="selector">Which objects belong here.</param>
internal sealed class KeptObjects(string? ns, LabelSelector selector)
{
    private readonly Dictionary<(string Namespace, string Name), CachedObject> _objects = [];

    /// <summary>All that happened up to here is in it.</summary>
    public ulong Version { get; private set; }

    public int Count => _objects.Count;

    public long Bytes => _objects.Values.Sum(item => (long)item.Bytes);

    /// <param name="place">Empty for what belongs to the whole cluster.</param>
    public CachedObject? Find(string place, string name) => _objects.GetValueOrDefault((place, name));

    /// <summary>Those that match, by namespace and name.</summary>
    public IReadOnlyList<CachedObject> Where(LabelSelector? labels, string? place) =>
    [
        .. _objects.Where(item => (place is null || item.Key.Namespace == place) && (labels is null || labels.Matches(item.Value.Labels)))
            .OrderBy(item => item.Key.Namespace, StringComparer.Ordinal).ThenBy(item => item.Key.Name, StringComparer.Ordinal).Select(item => item.Value),
    ];

    /// <summary>Takes a whole list.</summary>
    /// <returns>What is different from before.</returns>
    public IReadOnlyList<WatchEvent> Replace(KubeList list)
    {
        var changes = new List<WatchEvent>();
        var gone = new HashSet<(string, string)>(_objects.Keys);
        Version = CachedObject.VersionOf(list.ResourceVersion);
        foreach (var item in list.Items)
        {
            var (key, kept) = (KeyOf(item), new CachedObject(item));
            gone.Remove(key);
            var known = _objects.GetValueOrDefault(key);
            // What was learned from a write while the list was on its way is newer than the list.
            if (known is not null && known.Version >= kept.Version)
                continue;
            changes.Add(new WatchEvent(known is null ? WatchEventType.Added : WatchEventType.Modified, item));
            _objects[key] = kept;
        }

        foreach (var key in gone.Where(key => _objects[key].Version <= Version))
        {
            changes.Add(new WatchEvent(WatchEventType.Deleted, _objects[key].Read()));
            _objects.Remove(key);
        }

        return changes;
    }

    /// <summary>Takes an event of the watch.</summary>
    public void Take(WatchEvent change)
    {
        var version = CachedObject.VersionOf(change.Object.ResourceVersion);
        Version = version;
        if (change.Type == WatchEventType.Bookmark)
            return;
        var key = KeyOf(change.Object);
        // What was learned from a write may be ahead of the watch, which then catches up.
        if (_objects.TryGetValue(key, out var known) && known.Version > version)
            return;
        if (change.Type == WatchEventType.Deleted)
            _objects.Remove(key);
        else
            _objects[key] = new CachedObject(change.Object);
    }

    /// <summary>Takes what a write returned.</summary>
    /// <returns>False when it does not belong here, or this is past it: then it is known, or known to be gone.</returns>
    public bool Learn(KubeObject written)
    {
        var item = new CachedObject(new KubeObject(written.Json.DeepClone().AsObject()));
        if (item.Version <= Version || (ns is not null && written.Namespace != ns) || !selector.Matches(item.Labels))
            return false;
        if (_objects.TryGetValue(KeyOf(written), out var known) && known.Version >= item.Version)
            return false;
        _objects[KeyOf(written)] = item;
        return true;
    }

    public void Clear()
    {
        _objects.Clear();
        Version = 0;
    }

    private static (string Namespace, string Name) KeyOf(KubeObject item) => (item.Namespace ?? "", item.Name);
}
