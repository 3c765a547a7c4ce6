import { normalTail, studentReach } from "../../../report/statistics/student";

// From the tables of textbooks.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [5, 2.571],
  [6, 2.447],
  [21, 2.08],
  [120, 1.98],
])("Student's t of %i degrees of freedom reaches %d at 95 %%", (freedom, reach) => {
  expect(studentReach(freedom, 0.95)).toBeCloseTo(reach, 3);
});

test.each([
  [0, 0.5],
  [1.959964, 0.025],
  [2.575829, 0.005],
  [3.719016, 0.0001],
])("beyond %d lies a share of %d of the normal distribution", (reach, share) => {
  expect(normalTail(reach)).toBeCloseTo(share, 7);
});
