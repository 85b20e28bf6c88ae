namespace Slipway.Core.Notices.Model;

/// <summary>How a destination is reached.</summary>
public abstract record ChannelSpec
{
    /// <summary>Its key in the file.</summary>
    public abstract string Name { get; }

    public abstract IEnumerable<SecretSource> Secrets { get; }
}
