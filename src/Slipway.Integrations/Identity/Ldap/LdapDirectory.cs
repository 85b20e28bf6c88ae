using Slipway.Core.Access;
using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>Asks a directory for a person: finds the entry, binds as it, and reads name and groups.</summary>
internal sealed class LdapDirectory : IAsyncDisposable
{
    private const int MaxGroups = 1000;

    private readonly LdapSpec _spec;
    private readonly Func<string> _password;
    private readonly IReadOnlyList<LdapServer> _servers;
    private readonly DistinguishedName? _groupsBase;

    /// <param name="directory">The folder of the file that has the spec.</param>
    /// <param name="password">That of the account.</param>
    public LdapDirectory(LdapSpec spec, string directory, Func<string> password, TimeProvider time)
    {
        (_spec, _password) = (spec, password);
        _servers = [.. spec.Servers.Select(s => new LdapServer(s, spec, directory, time))];
        _groupsBase = spec.Groups is { } groups && DistinguishedName.TryParse(groups.Base, out var name) ? name : null;
    }

    public IReadOnlyList<LdapServer> Servers => _servers;

    /// <summary>Null: there is no such person, the password is wrong, or the directory does not let the person in.</summary>
    /// <param name="user">Not empty.</param>
    /// <param name="password">Not empty: a bind without one proves nothing, and succeeds.</param>
    /// <exception cref="LdapFaultException">No server can say; with what each of them did.</exception>
    public async Task<LdapPerson?> FindAsync(string user, string password, CancellationToken cancellation)
    {
        var faults = new List<string>();
        Exception? last = null;
        foreach (var server in _servers.OrderBy(s => s.IsAside))
        {
            try
            {
                return await server.UseAsync((connection, token) => AskAsync(connection, user, password, token), cancellation);
            }
            catch (LdapFaultException e)
            {
                faults.Add($"{server.Address.Authority}: {e.Message}");
                last = e;
            }
        }

        throw new LdapFaultException(string.Join("; ", faults), last);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task<LdapPerson?> AskAsync(LdapConnection connection, string user, string password, CancellationToken cancellation)
    {
        if (_spec.Direct is { } template)
        {
            var dn = template.Replace($"{{{LdapSpec.User}}}", DistinguishedName.Escape(user), StringComparison.Ordinal);
            if (!await IsRightAsync(connection, dn, password, cancellation))
                return null;
            var self = await connection.SearchAsync(new LdapSearch
            {
                Base = dn,
                Scope = LdapScope.Base,
                Filter = new LdapFilter.Present("objectClass"),
                Values = new Dictionary<string, string>(),
                Attributes = Attributes,
                MaxEntries = 1,
            }, cancellation);
            return self is [var own] ? await ReadAsync(connection, own, cancellation) : throw new LdapFaultException("people may not read their own entries: let them, or search with an 'account'");
        }

        await BindAccountAsync(connection, cancellation);
        var people = _spec.People!;
        var found = await connection.SearchAsync(new LdapSearch
        {
            Base = people.Base,
            Scope = LdapScope.Subtree,
            Filter = people.Filter,
            Values = new Dictionary<string, string> { [LdapSpec.User] = user },
            Attributes = Attributes,
            MaxEntries = 2,
        }, cancellation);
        if (found.Count > 1)
            throw new LdapFaultException("several entries fit one name: make 'filter' of 'people' tell them apart");
        if (found is not [{ Dn.Length: > 0 } entry] || !await IsRightAsync(connection, entry.Dn, password, cancellation))
            return null;
        return await ReadAsync(connection, entry, cancellation);
    }

    private string[] Attributes => _spec.Groups?.Attribute is { } attribute ? [_spec.Name, attribute] : [_spec.Name];

    private async Task BindAccountAsync(LdapConnection connection, CancellationToken cancellation)
    {
        // A connection that was used before is still somebody's.
        var result = await connection.BindAsync(_spec.Account?.Dn ?? "", _spec.Account is null ? "" : _password(), cancellation);
        if (result.Code != LdapResult.Success)
            throw new LdapFaultException($"it does not let {_spec.Account?.Dn ?? "nobody"} in with {result}: check 'account'");
    }

    private static async Task<bool> IsRightAsync(LdapConnection connection, string dn, string password, CancellationToken cancellation)
    {
        var result = await connection.BindAsync(dn, password, cancellation);
        return result.Code switch
        {
            LdapResult.Success => true,
            LdapResult.InvalidCredentials or LdapResult.InappropriateAuthentication or LdapResult.InsufficientAccess or LdapResult.ConstraintViolation
                or LdapResult.UnwillingToPerform or LdapResult.NoSuchObject or LdapResult.InvalidDnSyntax => false,
            LdapResult.StrongerAuthRequired or LdapResult.ConfidentialityRequired => throw new LdapFaultException("it takes passwords only encrypted: use ldaps, or give 'startTls: true'"),
            _ => throw new LdapFaultException($"it fails to check a password with {result}"),
        };
    }

    private async Task<LdapPerson> ReadAsync(LdapConnection connection, LdapEntry entry, CancellationToken cancellation)
    {
        if (entry.ValuesOf(_spec.Name).Where(Principal.IsName).Order(StringComparer.Ordinal).FirstOrDefault() is not { } name)
            throw new LdapFaultException($"{entry.Dn} has no '{_spec.Name}' that can be used as a name, or it may not be read");
        return new LdapPerson(name, _spec.Groups switch
        {
            null => [],
            { Attribute: { } attribute } => NamesOf(entry.ValuesOf(attribute)),
            { Filter: { } filter } groups => await SearchGroupsAsync(connection, groups, filter, entry.Dn, name, cancellation),
            _ => throw new InvalidOperationException("Groups without attribute and filter"),
        });
    }

    private async Task<IReadOnlyList<string>> SearchGroupsAsync(LdapConnection connection, LdapGroups groups, LdapFilter filter, string dn, string name, CancellationToken cancellation)
    {
        if (_spec.Account is not null || _spec.Direct is null)
            await BindAccountAsync(connection, cancellation);
        var found = await connection.SearchAsync(new LdapSearch
        {
            Base = groups.Base,
            Scope = LdapScope.Subtree,
            Filter = filter,
            Values = new Dictionary<string, string> { [LdapSpec.Dn] = dn, [LdapSpec.User] = name },
            Attributes = [groups.Name],
            MaxEntries = MaxGroups,
        }, cancellation);
        return [.. found.SelectMany(g => g.ValuesOf(groups.Name)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Of the groups below the base, the names of their entries.</summary>
    private IReadOnlyList<string> NamesOf(IReadOnlyList<string> dns) =>
    [
        .. dns.Select(dn => DistinguishedName.TryParse(dn, out var name) ? name : null)
            .Where(name => name?.IsBelow(_groupsBase!) == true)
            .Select(name => name!.Leaf)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
