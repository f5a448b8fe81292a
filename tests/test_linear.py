"""The maths of lesson 01, and the pictures' geometry."""

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.proj3d import proj_transform

from dlcourse import linear
from dlcourse.exercises import examine, find
from dlcourse.explorers import linear as explore
from dlcourse.figures import linear as figures
from dlcourse.figures import space

numbers = st.floats(-100, 100, allow_subnormal=False).map(lambda x: round(x, 3))
whole = st.integers(-8, 8).map(float)


def models(elements=numbers):
    """Strategy for (X, w, b) that fit together."""
    return st.tuples(st.integers(1, 6), st.integers(1, 5)).flatmap(
        lambda nd: st.tuples(arrays(float, nd, elements=elements), arrays(float, nd[1], elements=elements), elements)
    )


def exact_scores(X, w, b):
    """Scores in exact rational arithmetic, by a route that shares nothing with NumPy's."""
    rows = [[Fraction(x) for x in row] for row in X.tolist()]
    return [sum(x * Fraction(k) for x, k in zip(row, w.tolist(), strict=True)) + Fraction(b) for row in rows]


def test_the_worked_example_of_the_lesson():
    u, v, w, b = [0, 2], [1, 0], [0, 1], -1
    assert np.dot(w, u) == 2 and np.dot(w, v) == 0
    assert linear.decision_function([u, v], w, b).tolist() == [1.0, -1.0]
    assert linear.classify([u, v], w, b).tolist() == [1, 0]


def test_distance_by_hand():
    # ‖(3, 4)‖ = 5: 25 - 5 over 5, -5 over 5, and a point on the line.
    assert linear.signed_distance([[3, 4], [0, 0], [-1, 2]], [3, 4], -5).tolist() == [4.0, -1.0, 0.0]


def test_quadratic_features_by_hand():
    assert linear.quadratic_features([3, -2]).tolist() == [[9, 3, 1], [4, -2, 1]]
    assert linear.quadratic_features([-1.5]).tolist() == [[2.25, -1.5, 1.0]]


def test_fold_bias_by_hand():
    X1, w1 = linear.fold_bias([[1, 2], [3, 4]], [5, 6], 7)
    assert X1.tolist() == [[1, 2, 1], [3, 4, 1]] and w1.tolist() == [5, 6, 7]


def test_a_score_of_exactly_zero_is_class_0():
    assert linear.classify([[1, 1], [1, 1.5], [1, 0.5]], [1, -1], 0).tolist() == [0, 0, 1]
    assert linear.classify([2.0], [1.0], -2.0) == 0


@given(models())
def test_scores_agree_with_exact_arithmetic(model):
    X, w, b = model
    exact = [float(score) for score in exact_scores(X, w, b)]
    np.testing.assert_allclose(linear.decision_function(X, w, b), exact, rtol=1e-9, atol=1e-9)


@given(models(whole))
def test_labels_agree_with_exact_arithmetic(model):
    # Whole numbers are added without rounding, so that scores of exactly 0 occur and count.
    X, w, b = model
    labels = linear.classify(X, w, b)
    assert labels.dtype.kind == "i"
    assert labels.tolist() == [1 if score > 0 else 0 for score in exact_scores(X, w, b)]


@given(models())
def test_a_single_point_gives_what_its_row_gives(model):
    X, w, b = model
    for name in ("decision_function", "classify"):
        function = getattr(linear, name)
        one = function(X[0], w, b)
        assert np.ndim(one) == 0
        np.testing.assert_allclose(one, function(X, w, b)[0], rtol=1e-12, atol=1e-9)
    assert type(linear.classify(X[0], w, b)) is int


@given(models())
def test_folding_keeps_the_scores_and_the_data(model):
    X, w, b = model
    X1, w1 = linear.fold_bias(X, w, b)
    np.testing.assert_allclose(X1 @ w1, linear.decision_function(X, w, b), rtol=1e-12, atol=1e-9)
    assert np.array_equal(X1[:, :-1], X) and (X1[:, -1] == 1).all()
    again, _ = linear.fold_bias(X, w + 1, b - 1)
    assert np.array_equal(X1, again)


@given(models(), st.floats(0.01, 1000))
def test_distance_is_where_the_perpendicular_lands(model, scale):
    X, w, b = model
    length = math.hypot(*w)
    assume(length >= 1)
    distance = linear.signed_distance(X, w, b)
    feet = X - np.outer(distance, w / length)
    np.testing.assert_allclose(linear.decision_function(feet, w, b), 0, atol=1e-7)
    # The way to the foot is as long as the distance says, and the side is the label's.
    np.testing.assert_allclose(np.linalg.norm(X - feet, axis=1), np.abs(distance), atol=1e-8)
    clear = np.abs(distance) > 1e-9
    assert ((distance > 0) == (linear.classify(X, w, b) == 1))[clear].all()
    # w and b times anything above 0 is the same hyperplane.
    np.testing.assert_allclose(linear.signed_distance(X, scale * w, scale * b), distance, rtol=1e-9, atol=1e-9)


def test_no_point_of_the_hyperplane_is_nearer_than_the_distance():
    rng = np.random.default_rng(0)
    w, b, x = rng.normal(size=3), 0.7, rng.normal(size=3)
    others = rng.normal(size=(2000, 3))
    others -= np.outer(linear.signed_distance(others, w, b), w / np.linalg.norm(w))
    nearest = np.linalg.norm(others - x, axis=1).min()
    distance = abs(linear.signed_distance(x, w, b))
    assert distance <= nearest < distance + 0.2


@given(arrays(float, st.integers(1, 8), elements=numbers), numbers, numbers, numbers)
def test_a_parabola_is_linear_in_its_parameters(x, a, b, c):
    values = linear.quadratic_features(x) @ np.array([a, b, c])
    np.testing.assert_allclose(values, [a * t * t + b * t + c for t in x.tolist()], rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda: linear.decision_function([[1, 2, 3]], [1, 2], 0),
            ValueError,
            "X has 3 features per example, w has 2 weights",
        ),
        (lambda: linear.classify([1, 2, 3], [1, 2], 0), ValueError, "X has 3 features per example, w has 2 weights"),
        (lambda: linear.decision_function(np.zeros((2, 2, 2)), [1, 2], 0), ValueError, r"X must have shape \(n, d\)"),
        (
            lambda: linear.decision_function([[1, 2]], [[1, 2]], 0),
            ValueError,
            r"w must be one row of numbers.*\(1, 2\)",
        ),
        (lambda: linear.decision_function([[1, 2]], [1, 2], [3]), ValueError, r"b must be a single number.*\(1,\)"),
        (lambda: linear.decision_function([["a", "b"]], [1, 2], 0), TypeError, "X must hold real numbers"),
        (lambda: linear.decision_function([[1, 2], [3]], [1, 2], 0), ValueError, "X has rows of different lengths"),
        (lambda: linear.decision_function([[1, 2]], [1, "two"], 0), TypeError, "but it is a list with 'two' in it"),
        (lambda: linear.decision_function([[1, 2]], None, 0), TypeError, "w must hold real numbers, but it is None"),
        (lambda: linear.fold_bias([1, 2], [1, 2], 0), ValueError, r"X must be a batch of shape \(n, d\).*\(2,\)"),
        (lambda: linear.signed_distance([[1, 2]], [0, 0], 1), ValueError, "w is all zeros"),
        (lambda: linear.quadratic_features([[1, 2]]), ValueError, r"x must be one row of numbers.*\(1, 2\)"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


# The pictures' geometry.


@given(arrays(float, 2, elements=whole), whole)
def test_the_tinted_half_plane_is_the_side_that_scores_above_zero(w, b):
    line, region = figures.half_plane(w, b)
    if not w.any():
        assert np.isnan(line).all()
        assert np.abs(region).max() == (figures.FAR if b > 0 else 0)
        return
    np.testing.assert_allclose(linear.decision_function(line, w, b), 0, atol=1e-9)
    assert linear.decision_function(region.mean(axis=0), w, b) > 0
    assert (linear.decision_function(region, w, b) > -1e-9).all()


@given(arrays(float, 3, elements=whole), whole)
def test_the_drawn_plane_lies_on_the_plane_and_fills_the_cube(w, b):
    corners = space.plane_in_cube(w, b, 2.0)
    reach = 2 * np.abs(w).sum()  # the scores in the cube run from b - reach to b + reach
    if not w.any() or abs(b) > reach:
        assert corners.shape == (0, 3)
        return
    assume(abs(b) < reach)  # at equality it only touches: a corner, an edge or a face
    assert 3 <= len(corners) <= 6
    np.testing.assert_allclose(linear.decision_function(corners, w, b), 0, atol=1e-6)
    np.testing.assert_allclose(np.abs(corners).max(axis=1), 2)
    # In order around: every turn is to the same side.
    sides = np.roll(corners, -1, axis=0) - corners
    turns = np.cross(sides, np.roll(sides, -1, axis=0)) @ w
    assert (turns > 0).all() or (turns < 0).all()


@pytest.mark.parametrize("vector", [(0, 0), (0.1, 0), (-2, 1.5)])
def test_an_arrow_ends_where_its_vector_does(vector):
    outline = figures.arrow_outline((1, 2), vector)
    assert outline.shape == (7, 2)
    np.testing.assert_allclose(outline[3], np.add((1, 2), vector))
    np.testing.assert_allclose(outline[[0, -1]].mean(axis=0), (1, 2))


# What the explorers show.


def test_parabola_pieces_add_up_and_no_slider_beats_least_squares():
    state = explore.parabola_state(1.2, -0.9, -0.3)
    np.testing.assert_allclose(sum(state.pieces), state.curve)
    best = np.polyfit(explore.PARABOLA_X, explore.PARABOLA_Y, 2)
    assert explore.parabola_state(*best).loss < state.loss
    assert state.loss == pytest.approx(np.mean((state.prediction - explore.PARABOLA_Y) ** 2) / 2)


def test_the_best_position_of_the_parabola_sliders_is_the_one_that_the_lesson_names():
    options = [[value for _, value in control.options] for control in explore.parabola().controls.values()]
    a, b, c = (np.array(values) for values in options)
    grid = np.stack(np.meshgrid(a, b, c, indexing="ij"), axis=-1).reshape(-1, 3)
    losses = ((grid @ linear.quadratic_features(explore.PARABOLA_X).T - explore.PARABOLA_Y) ** 2).mean(axis=1) / 2
    assert grid[losses.argmin()].tolist() == [1.3, -1.0, -0.2]
    assert losses.min() == pytest.approx(0.0165, abs=5e-5)


def test_hyperplane_counts_and_measures():
    start = explore.hyperplane_state(1.0, 0.0, 0.0, 7)
    assert "".join(np.array(list(explore.NAMES))[start.wrong]) == "DEF"
    assert start.distance == 3.0 and start.foot.tolist() == [0.0, 0.5]
    assert not explore.hyperplane_state(1.0, 1.5, -1.75, 0).wrong.any()
    far = explore.hyperplane_state(-0.1, 0.1, 5.0, 0)
    assert not far.in_sight and start.in_sight


def test_a_right_angle_of_a_panel_is_a_right_angle_on_the_page():
    transform = explore.hyperplane().artists.line.axes.transData
    across, up = transform.transform([(1, 0), (0, 1)]) - transform.transform((0, 0))
    assert across[0] == pytest.approx(up[1], rel=0.01)


def test_without_weights_there_is_no_line_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        state = explore.hyperplane_state(0.0, 0.0, 0.5, 0)
        assert np.isnan(state.distance) and np.isnan(state.line).all() and state.wrong.sum() == 5
        solid = explore.plane3d_state(0.0, 0.0, 0.0, 0.5, 30)
        assert len(solid.corners) == 0 and np.isnan(solid.from_origin) and solid.label.all()


def test_what_is_near_is_on_the_viewers_side_of_the_plane():
    # Seen from above, the points that hide the level plane x₃ = 0 are those above it.
    state = explore.plane3d_state(0.0, 0.0, 1.0, 0.0, 45)
    assert np.array_equal(state.near, explore.CLOUD[:, 2] > 0)
    assert state.normal_near
    turned = explore.plane3d_state(0.0, 0.0, -1.0, 0.0, 45)
    assert np.array_equal(turned.near, state.near) and not turned.normal_near


def test_from_130_degrees_the_plane_of_the_start_is_seen_edge_on():
    w = [explore.plane3d().controls[name].value for name in ("w1", "w2", "w3")]
    assert abs(space.view_direction(130, explore.ELEVATION) @ w) < 0.01 * np.linalg.norm(w)


@pytest.mark.parametrize("azimuth", [-180, -135, -60, 0, 30, 90])
def test_space_is_seen_as_matplotlib_sees_it(azimuth):
    ax = Figure().add_subplot(projection="3d", proj_type="ortho", box_aspect=(1, 1, 1))
    ax.set(xlim=(-2, 2), ylim=(-2, 2), zlim=(-2, 2))
    ax.view_init(elev=18, azim=azimuth)
    points = np.random.default_rng(0).uniform(-2, 2, (20, 3))
    theirs = np.transpose(proj_transform(*points.T, ax.get_proj())[:2])
    ours = points @ space.projection(azimuth, 18)
    scale = np.vdot(theirs, ours) / np.vdot(ours, ours)
    assert scale > 0 and np.allclose(theirs, scale * ours, atol=1e-9)


@pytest.mark.parametrize("azimuth", range(-180, 181, 15))
def test_the_cube_has_three_walls_behind_it_and_numbers_that_can_be_read(azimuth):
    artists = space.plane3d(Figure().subplots(), 2.0)
    space.turn_cube(artists, 2.0, azimuth, 18)
    ax, places = artists.words.axes, np.asarray(artists.words.get_offsets())
    assert len(artists.walls.get_paths()) == 3 and len(artists.grid.get_segments()) == 18
    end_on = azimuth % 90 == 0 or azimuth % 90 in (15, 75)  # one edge: its three numbers would stand in a heap
    assert len(artists.edges.get_segments()) == 3 and len(places) == (9 if end_on else 12)
    # From above, what is far away stands higher in the picture: two walls and, low down, the floor.
    height = [path.vertices[:4, 1].mean() for path in artists.walls.get_paths()]
    assert min(height[:2]) > -1e-9 and max(height[:2]) > 0.4 and height[2] < -1
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    assert (places > low + 0.1).all() and (places < high - 0.1).all()
    apart = np.abs(places[:, None] - places)[~np.eye(len(places), dtype=bool)]
    assert ((apart[:, 0] > 0.3) | (apart[:, 1] > 0.2)).all()  # a number is about 0.3 wide and 0.15 high


def test_a_hand_that_turns_the_cube_takes_what_is_near_along():
    front = 1.6 * space.view_direction(-60, 0)  # about as near as the cube's walls are
    seen = [front @ space.projection(angle, explore.ELEVATION) for angle in (-60, -55)]
    assert (seen[1] - seen[0])[0] == pytest.approx(5 * explore.TURN, rel=0.05)


def test_the_arrow_is_held_where_it_ends():
    explorer = explore.hyperplane()
    explorer.frame({**explorer.values(), "w1": -1.5, "w2": 0.5, "b": 4.0})
    (tip,), outline = explorer.artists.tip.get_xydata(), explorer.artists.normal.get_xy()
    assert tip.tolist() == [-1.5, 0.5] and np.abs(outline - tip).sum(axis=1).min() < 1e-12


def test_the_lesson_doubles_a_line_that_gets_all_ten_right():
    one, two = (explore.hyperplane_state(k, k, -k, 7) for k in (1.0, 2.0))
    assert not one.wrong.any() and not two.wrong.any()
    assert two.score == 2 * one.score and two.distance == pytest.approx(one.distance)
    for name, value in {"w1": 2.0, "w2": 2.0, "b": -2.0}.items():
        assert value in [option for _, option in explore.hyperplane().controls[name].options]


# What the cards say to answers as learners write them.

LOOP = "out = np.zeros(len(X))\n    for i in range({rows}):\n        out[i] = {one}\n    return out"


@pytest.mark.parametrize(
    ("exercise", "arguments", "body", "mistake"),
    [
        ("decision_function", "X, w, b", "return X.T @ w + b", "wrong-order"),
        ("decision_function", "X, w, b", LOOP.format(rows="X.shape[0]", one="X[i] @ w + b"), "batch-only"),
        (
            "decision_function",
            "X, w, b",
            LOOP.format(rows="len(X)", one="sum(X[i, k] * w[k] for k in range(X.shape[1])) + b"),
            "batch-only",
        ),
        ("decision_function", "X, w, b", "return [x @ w + b for x in X]", "list"),
        ("classify", "X, w, b", LOOP.format(rows="len(X)", one="X[i] @ w + b > 0"), "decimals"),
        ("classify", "X, w, b", LOOP.format(rows="len(X)", one="X[i] @ w + b > 0") + ".astype(int)", "batch-only"),
        ("classify", "X, w, b", "return int(X @ w + b > 0)", "int-of-a-batch"),
        ("classify", "X, w, b", "return (w @ X + b > 0).astype(int)", "wrong-order"),
        ("fold_bias", "X, w, b", "return np.hstack([X, np.ones(len(X))]), np.append(w, b)", "axes-differ"),
        ("fold_bias", "X, w, b", "return np.append(X, np.ones(len(X)), axis=1), np.append(w, b)", "axes-differ"),
        ("fold_bias", "X, w, b", "return np.c_[X, np.ones(len(X))], np.concatenate([w, b])", "axes-differ"),
        ("signed_distance", "X, w, b", "return (X @ w + b) / np.linalg.norm(X)", "norm-of-all"),
        ("signed_distance", "X, w, b", "return (X @ w - b) / np.linalg.norm(w)", "minus-bias"),
        ("quadratic_features", "x", "return x**2, x, 1", "list-with-a-1"),
        ("quadratic_features", "x", "return np.column_stack([x**2, x, 1])", "one-1"),
    ],
)
def test_an_answer_as_learners_write_it_is_called_by_its_mistake(exercise, arguments, body, mistake):
    namespace = {"np": np}
    exec(f"def {exercise}({arguments}):\n    {body}\n", namespace)
    card = examine(find(exercise), namespace, find)
    assert card.outcome != "done"
    assert card.mistake == mistake, str(card)


def test_the_card_shows_the_scores_of_the_two_points():
    card = examine(find("separate_u_v"), {"w_uv": [1, 1], "b_uv": 0}, find)
    assert card.headline.startswith("u scores 2, above 0: label 1; v scores 1, above 0: label 1.")
    assert card.mistake == "both-label-1"
    assert examine(find("separate_u_v"), {"w_uv": [np.inf, 1], "b_uv": 0}, find).outcome == "not yet"
