using Shouldly;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Integrations.Git;
using Slipway.Testing.Git;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Git;

/// <summary>The real program on real repositories.</summary>
public sealed class GitRepositoriesTests : IDisposable
{
    private const string File = "production/versions.yaml";

    private static readonly VersionsSource Source = new() { Path = File, Environment = "production" };

    private readonly GitOrigin _origin = GitOrigin.Create();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-mirrors-");
    private readonly GitRepositories _repositories;

    public GitRepositoriesTests() => _repositories = Open();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GitRepository Repository => new() { Name = "deploy", Url = _origin.Url, Versions = [Source] };

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_new_is_read_with_who_wrote_it_and_what_is_known_is_not_read_again()
    {
        var first = _origin.Push(File, "shop: 1.0.0\n");
        var news = (await _repositories.ReadAsync(Repository, null, Cancel))!;
        (news.Tip.Commit.Hash, news.Tip.Commit.Author, news.Tip.Commit.Subject, news.Tip.Files[File]).ShouldBe((first, "Alice", $"Change {File}", "shop: 1.0.0\n"));
        (await _repositories.ReadAsync(Repository, first, Cancel)).ShouldBeNull();

        var second = _origin.Push(File, "shop: 2.0.0\n", "Bob <bob@example.org>");
        var last = _origin.Push("README.md", "hello");
        var more = (await Open().ReadAsync(Repository, first, Cancel))!;
        more.Tip.Commit.Hash.ShouldBe(last);
        more.Since.Select(c => (c.Commit.Hash, c.Commit.Author, c.Files[File])).ShouldBe([(second, "Bob", "shop: 2.0.0\n")]);
    }

    [Fact]
    public async Task History_that_was_replaced_is_followed()
    {
        var first = _origin.Push(File, "shop: 1.0.0\n");
        await _repositories.ReadAsync(Repository, null, Cancel);
        var anew = _origin.PushAnew(File, "shop: 3.0.0\n");

        var news = (await _repositories.ReadAsync(Repository, first, Cancel))!;

        (news.Tip.Commit.Hash, news.Tip.Files[File]).ShouldBe((anew, "shop: 3.0.0\n"));
    }

    [Fact]
    public async Task A_branch_that_was_deleted_and_a_repository_that_is_away_are_told_and_come_back()
    {
        _origin.Push(File, "shop: 1.0.0\n");
        await _repositories.ReadAsync(Repository, null, Cancel);
        (await FaultAsync(Repository with { Branch = "release" })).ShouldContain("has no branch release");
        _origin.Move(away: true);
        (await FaultAsync(Repository)).ShouldContain("cannot be read");
        _origin.Move(away: false);
        (await _repositories.ReadAsync(Repository, null, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_too_large_is_no_reason_to_fail()
    {
        _origin.Push("other.yaml", "shop: 1.0.0\n");
        (await _repositories.ReadAsync(Repository, null, Cancel))!.Tip.Files[File].ShouldBeNull();
        _origin.Push(File, new string('x', 3 * 1024 * 1024));
        (await _repositories.ReadAsync(Repository, null, Cancel))!.Tip.Files[File]!.Length.ShouldBeInRange(1024 * 1024, (1024 * 1024) + 1);
    }

    [Fact]
    public async Task Of_a_repository_with_much_in_it_little_comes_here()
    {
        for (var commit = 0; commit < 20; commit++)
            _origin.Push($"big/{commit}.bin", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{commit * i:x}")));
        _origin.Push(File, "shop: 1.0.0\n");
        var news = await _repositories.ReadAsync(Repository, null, Cancel);

        news!.Tip.Files[File].ShouldBe("shop: 1.0.0\n");
        _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length).ShouldBeLessThan(500_000);
    }

    [Fact]
    public async Task A_mirror_that_was_broken_off_or_damaged_is_made_anew()
    {
        _origin.Push(File, "shop: 1.0.0\n");
        await _repositories.ReadAsync(Repository, null, Cancel);
        var second = _origin.Push(File, "shop: 2.0.0\n");
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "deploy.git", "shallow.lock"), "");
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "deploy.git", "refs", "slipway", "tip.lock"), "");
        (await _repositories.ReadAsync(Repository, null, Cancel))!.Tip.Commit.Hash.ShouldBe(second);

        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "deploy.git", "config"), "garbage [");
        (await _repositories.ReadAsync(Repository, null, Cancel))!.Tip.Commit.Hash.ShouldBe(second);
    }

    [Fact]
    public async Task A_change_is_pushed_on_top_with_its_author_and_trailer()
    {
        var parent = _origin.Push(File, "# all\nshop: 2.0.0 # now\n");

        var pushed = (await _repositories.WriteAsync(Repository, Edit(null), Cancel))!;

        _origin.Show(File).ShouldBe("# all\nshop: 1.0.0 # now");
        _origin.Run("log", "-1", "--format=%H %P %an %ae %s|%(trailers:key=Slipway-Rollout,valueonly)", "main")
            .ShouldBe($"{pushed.Commit} {parent} Slipway slipway@localhost Set shop back|shop.production.2\n".TrimEnd('\n'));
        _origin.Run("diff", "--name-only", parent, pushed.Commit).ShouldBe(File);
    }

    [Fact]
    public async Task What_others_push_meanwhile_stays()
    {
        _origin.Push(File, "shop: 2.0.0\nprices: 1.0.0\n");
        var raced = false;
        var pushed = await _repositories.WriteAsync(Repository, Edit(null, () =>
        {
            if (raced)
                return;
            raced = true;
            _origin.Push(File, "shop: 2.0.0\nprices: 7.0.0\n");
        }), Cancel);

        pushed.ShouldNotBeNull();
        _origin.Show(File).ShouldBe("shop: 1.0.0\nprices: 7.0.0");
        _origin.Push(File, "shop: 3.0.0\n");
        (await _repositories.WriteAsync(Repository, Edit(null), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task For_a_pull_request_a_branch_is_made_once()
    {
        _origin.Push(File, "shop: 2.0.0\n");

        var pushed = (await _repositories.WriteAsync(Repository, Edit("slipway/rollback-shop-production-2.0.0"), Cancel))!;
        (await Open().WriteAsync(Repository, Edit("slipway/rollback-shop-production-2.0.0"), Cancel)).ShouldBe(pushed);
        (_origin.Show(File), _origin.Show(File, pushed.Branch)).ShouldBe(("shop: 2.0.0", "shop: 1.0.0"));

        var other = (await _repositories.WriteAsync(Repository, Edit("slipway/rollback-shop-production-2.0.0") with { Key = "shop.production.9" }, Cancel))!;
        other.Branch.ShouldBe("slipway/rollback-shop-production-2.0.0-2");
    }

    [Fact]
    public async Task A_branch_that_is_protected_says_what_to_do()
    {
        _origin.Push(File, "shop: 2.0.0\n");
        var hook = Path.Combine(_origin.Url, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        System.IO.File.WriteAllText(hook, "#!/bin/sh\necho protected >&2; exit 1\n");
        System.IO.File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var fault = await Should.ThrowAsync<PortUnavailableException>(() => _repositories.WriteAsync(Repository with { WriteBack = WriteBack.Commit }, Edit(null), Cancel));

        fault.Message.ShouldContain("say `writeBack: branch`");
    }

    [Fact]
    public async Task Hooks_of_the_user_do_not_run_and_a_password_is_in_no_file()
    {
        _origin.Push(File, "shop: 2.0.0\n");
        var login = Repository with { Login = new GitLogin { Password = new SecretSource { Env = "TOKEN" } } };
        var mirrors = new GitRepositories(_folder.FullName, _ => "canary-password", TimeProvider.System);
        await mirrors.ReadAsync(login, null, Cancel);
        var hook = Path.Combine(_folder.FullName, "deploy.git", "hooks", "pre-push");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        System.IO.File.WriteAllText(hook, "#!/bin/sh\nexit 1\n");
        System.IO.File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (await mirrors.WriteAsync(login, Edit(null), Cancel)).ShouldNotBeNull();
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            System.IO.File.ReadAllText(file.FullName).ShouldNotContain("canary-password");
    }

    private static GitEdit Edit(string? branch, Action? meanwhile = null) => new("shop.production.2", File, branch, "Set shop back", "It was bad.", text =>
    {
        meanwhile?.Invoke();
        return VersionsFile.Change(Source, text, "shop", ReleaseVersion.Parse("2.0.0"), ReleaseVersion.Parse("1.0.0"));
    });

    private GitRepositories Open() => new(_folder.FullName, _ => throw new InvalidOperationException("no secret is needed"), TimeProvider.System);

    private async Task<string> FaultAsync(GitRepository repository) =>
        (await Should.ThrowAsync<PortUnavailableException>(() => _repositories.ReadAsync(repository, null, Cancel))).Message;
}
