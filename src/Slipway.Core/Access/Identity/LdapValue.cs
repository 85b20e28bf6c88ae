using System.Text;

namespace Slipway.Core.Access.Identity;

/// <summary>A value of a filter: literal octets, and places for what is known only later.</summary>
public sealed record LdapValue(IReadOnlyList<LdapValuePart> Parts)
{
    /// <param name="values">By the names of the places; each place has one.</param>
    public byte[] Fill(IReadOnlyDictionary<string, string> values) =>
        [.. Parts.SelectMany(p => p.Place is { } place ? Encoding.UTF8.GetBytes(values[place]) : p.Literal)];
}
