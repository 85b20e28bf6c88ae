using System.Reflection;
using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Text;

public sealed class BannedSymbolsTests
{
    /// <summary>The analyzer ignores a line that it does not understand, so a mistyped ban would ban nothing.</summary>
    [Fact]
    public void Every_banned_symbol_exists() =>
        Repository.Read("eng/BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !Exists(line)).ShouldBeEmpty();

    private static bool Exists(string line)
    {
        var symbol = line.Split(';')[0];
        if (symbol is not [var kind, ':', ..] || line.Split(';') is not [_, { Length: > 0 }])
            return false;
        var name = symbol[2..].Split('(')[0];
        if (kind == 'T')
            return typeof(object).Assembly.GetType(name) is not null;
        var (type, member) = (name[..name.LastIndexOf('.')], name[(name.LastIndexOf('.') + 1)..].Replace("#ctor", ".ctor", StringComparison.Ordinal));
        var parameters = symbol.EndsWith(')') ? symbol[(symbol.IndexOf('(') + 1)..^1].Split(',') : [];
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        return typeof(object).Assembly.GetType(type)?.GetMember(member, All).Any(found => found switch
        {
            MethodBase method => kind == 'M' && method.GetParameters().Select(parameter => parameter.ParameterType.FullName).SequenceEqual(parameters),
            PropertyInfo => kind == 'P',
            FieldInfo => kind == 'F',
            EventInfo => kind == 'E',
            _ => false,
        }) ?? false;
    }
}
