using Shouldly;
using Slipway.Core.Access;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Xunit;

namespace Slipway.Server.Tests.Access;

public sealed class PoliciesTests : IDisposable
{
    private const string Good = "bindings: [{ subject: alice, roles: [developer] }]\n";

    private static readonly EnvironmentKey Shop = new("shop", "production");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-policies-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "access.yaml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_changed_counts_and_one_that_did_not_is_left_alone()
    {
        await File.WriteAllTextAsync(Path, Good, Cancel);
        var policies = new Policies(Path);
        (await policies.LookAsync(Cancel)).IsGood.ShouldBeTrue();
        MayDeploy(policies).ShouldBeTrue();
        var before = policies.Current;
        await policies.LookAsync(Cancel);
        policies.Current.ShouldBeSameAs(before);
        await File.WriteAllTextAsync(Path, "default: viewer\n", Cancel);
        await policies.LookAsync(Cancel);
        MayDeploy(policies).ShouldBeFalse();
    }

    [Theory]
    [InlineData("bindings: [{ subject: alice, roles: [nobody] }]", "there is no role 'nobody'")]
    [InlineData(null, "cannot be read")]
    public async Task A_file_that_became_bad_changes_nothing_and_is_told_once(string? bad, string message)
    {
        await File.WriteAllTextAsync(Path, Good, Cancel);
        var policies = new Policies(Path);
        await policies.LookAsync(Cancel);
        if (bad is null)
            File.Delete(Path);
        else
            await File.WriteAllTextAsync(Path, bad, Cancel);
        var (isGood, lines) = await policies.LookAsync(Cancel);
        isGood.ShouldBeFalse();
        lines.ShouldHaveSingleItem().ShouldContain(message);
        MayDeploy(policies).ShouldBeTrue();
        (await policies.LookAsync(Cancel)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_file_only_a_credential_gives_anything()
    {
        var policies = new Policies(null);
        (await policies.LookAsync(Cancel)).IsGood.ShouldBeTrue();
        MayDeploy(policies).ShouldBeFalse();
    }

    private static bool MayDeploy(Policies policies) =>
        policies.Current.Decide(new Principal { Name = "alice", Credential = "token t1" }, Actions.Deploy, Shop).IsAllowed;
}
