using Shouldly;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Integrations.Git;
using Slipway.Testing.Git;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Git;

/// <summary>
/// The real program on real hosts, which let in whom they know. What git takes from its environment counts for the whole process: no
/// other class of this project asks a host by https or ssh.
/// </summary>
public sealed class GitSignInTests : IDisposable
{
    private const string File = "production/versions.yaml";
    private const string Password = "canary-pass word'\"$(id)";

    private readonly GitOrigin _origin = GitOrigin.Create();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-mirrors-");
    private readonly Dictionary<string, string?> _before = [];
    private string _password = Password;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GitRepositories Repositories => new(_folder.FullName, _ => _password, TimeProvider.System);

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        _origin.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Over_https_user_and_password_read_and_write_and_are_in_no_list_of_processes()
    {
        await using var host = await StartAsync(encrypted: true);
        Trust(host);
        var first = _origin.Push(File, "shop: 1.0.0\n");
        var repository = Of(host.Url) with { Login = Login };

        (await Repositories.ReadAsync(repository, null, Cancel))!.Tip.Files[File].ShouldBe("shop: 1.0.0\n");
        (await Repositories.ReadAsync(repository, first, Cancel)).ShouldBeNull();
        (await Repositories.WriteAsync(repository, Edit, Cancel)).ShouldNotBeNull();

        _origin.Show(File).ShouldBe("shop: 2.0.0");
        host.CommandLines.ShouldContain(line => line.Contains("git-remote-http", StringComparison.Ordinal));
        host.CommandLines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
        ShouldHoldNoSecret();
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await using var host = await StartAsync(encrypted: false);
        _origin.Push(File, "shop: 1.0.0\n");
        _password = "canary-wrong";

        var told = await FaultAsync(Of(host.Url) with { Login = Login });

        told.ShouldContain($"{host.Url} cannot be read");
        told.ShouldContain("correct user and password under 'login'");
        told.ShouldNotContain("canary");
        host.CommandLines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
        ShouldHoldNoSecret();
    }

    [Fact]
    public async Task A_password_that_was_renewed_counts_at_once()
    {
        await using var host = await StartAsync(encrypted: false);
        _origin.Push(File, "shop: 1.0.0\n");
        var (repositories, repository) = (Repositories, Of(host.Url) with { Login = Login });
        _password = "canary-old";
        await Should.ThrowAsync<PortUnavailableException>(() => repositories.ReadAsync(repository, null, Cancel));
        _password = Password;
        (await repositories.ReadAsync(repository, null, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_host_that_wants_a_login_where_there_is_none_says_so_and_asks_nobody()
    {
        await using var host = await StartAsync(encrypted: false);
        Set("GIT_CONFIG_GLOBAL", "/dev/null");
        (await FaultAsync(Of(host.Url))).ShouldContain("give it a 'login'");
        host.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_whose_certificate_nobody_vouches_for_gets_no_password()
    {
        await using var host = await StartAsync(encrypted: true);
        (await FaultAsync(Of(host.Url) with { Login = Login })).ShouldContain("GIT_SSL_CAINFO");
        host.CommandLines.ShouldBeEmpty("it was never asked");
    }

    [Fact]
    public async Task Over_ssh_a_key_reads_and_writes_even_where_the_host_gives_no_single_files()
    {
        await using var host = await GitSshHost.StartAsync(Cancel);
        var first = _origin.Push(File, "shop: 1.0.0\n");
        var repository = Of(host.UrlOf(_origin.Url));
        Set("GIT_SSH_COMMAND", Ssh(host.Key, host.KnownHosts));

        (await Repositories.ReadAsync(repository, null, Cancel))!.Tip.Commit.Hash.ShouldBe(first);
        (await Repositories.WriteAsync(repository, Edit, Cancel)).ShouldNotBeNull();
        _origin.Show(File).ShouldBe("shop: 2.0.0");

        var third = _origin.Push(File, "shop: 3.0.0\n");
        var news = (await Repositories.ReadAsync(repository, first, Cancel))!;
        (news.Tip.Commit.Hash, news.Tip.Files[File], news.Since.Count).ShouldBe((third, "shop: 3.0.0\n", 2));
    }

    [Fact]
    public async Task A_key_that_the_host_does_not_know_is_told()
    {
        await using var host = await GitSshHost.StartAsync(Cancel);
        Set("GIT_SSH_COMMAND", Ssh(host.OtherKey, host.KnownHosts));
        var told = await FaultAsync(Of(host.UrlOf(_origin.Url)));
        told.ShouldContain("Permission denied");
        told.ShouldContain("let in the key of the user that Slipway runs as");
    }

    [Fact]
    public async Task A_host_whose_key_is_not_known_is_told_and_nobody_is_asked_to_trust_it()
    {
        await using var host = await GitSshHost.StartAsync(Cancel);
        Set("GIT_SSH_COMMAND", Ssh(host.Key, "/dev/null"));
        (await FaultAsync(Of(host.UrlOf(_origin.Url)))).ShouldContain("put its key into ~/.ssh/known_hosts");
        host.Log.ShouldNotContain("Accepted publickey");
    }

    [Fact]
    public async Task A_host_with_another_key_than_before_is_told()
    {
        await using var host = await GitSshHost.StartAsync(Cancel);
        var known = Path.Combine(_folder.FullName, "known_hosts");
        var place = (await System.IO.File.ReadAllTextAsync(host.KnownHosts, Cancel)).Split(' ')[0];
        await System.IO.File.WriteAllTextAsync(known, $"{place} {await System.IO.File.ReadAllTextAsync($"{host.OtherKey}.pub", Cancel)}", Cancel);
        Set("GIT_SSH_COMMAND", Ssh(host.Key, known));
        (await FaultAsync(Of(host.UrlOf(_origin.Url)))).ShouldContain("somebody may sit between");
    }

    private static GitLogin Login => new() { User = "slipway", Password = new SecretSource { Env = "TOKEN" } };

    private static GitEdit Edit => new("shop.production.2", File, null, "Set shop", "It was bad.", _ => "shop: 2.0.0\n");

    private static GitRepository Of(string url) => new() { Name = "deploy", Url = url, Versions = [new VersionsSource { Path = File, Environment = "production" }] };

    private Task<GitHttpHost> StartAsync(bool encrypted) => GitHttpHost.StartAsync(_origin.Url, "slipway", Password, encrypted, Cancel);

    private void Trust(GitHttpHost host)
    {
        var file = Path.Combine(_folder.FullName, "authority.pem");
        host.WriteCertificate(file);
        Set("GIT_SSL_CAINFO", file);
    }

    /// <summary>Nothing of the user's own: neither his keys nor the hosts that he knows.</summary>
    private static string Ssh(string key, string knownHosts) => $"ssh -F /dev/null -i {key} -o IdentitiesOnly=yes -o IdentityAgent=none -o UserKnownHostsFile={knownHosts} -o GlobalKnownHostsFile=/dev/null";

    private void Set(string name, string value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private void ShouldHoldNoSecret()
    {
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            System.IO.File.ReadAllText(file.FullName).ShouldNotContain("canary");
    }

    private async Task<string> FaultAsync(GitRepository repository) =>
        (await Should.ThrowAsync<PortUnavailableException>(() => Repositories.ReadAsync(repository, null, Cancel))).Message;
}
